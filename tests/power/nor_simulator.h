// A NOR flash in memory whose power can be cut: a Store for tests. Holds the journal to the manners of the real thing
// (bits only fall, programs are aligned, an erase takes a whole sector) and tears the operation that the cut falls
// into.
#pragma once
#include <libreader/ports.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

namespace lr::test {

// What a cut leaves of the operation that it falls into. An operation is a row of atoms: the bytes of a program, the
// eighths of a sector for an erase.
enum class Tear {
  kClean,   // nothing: operations are whole or were never begun
  kPrefix,  // the atoms before the cut
  kNoise,   // those, and of the atom at the cut a random part; an erase reaches the parts of a sector in any order
};

class NorSimulator {
 public:
  struct Geometry {
    std::uint32_t sector_bytes;
    std::uint16_t sectors;
    std::uint16_t program_unit_bytes;
  };

  explicit NorSimulator(Geometry geometry)
      : geometry_(geometry), bytes_(geometry.sector_bytes * geometry.sectors, 0xFF), erases_(geometry.sectors) {}

  // A store over this; valid as long as it stays where it is.
  Store store() {
    return {[](void* self, std::uint32_t at, void* to, std::uint32_t size) {
              return static_cast<NorSimulator*>(self)->read(at, to, size);
            },
            [](void* self, std::uint32_t at, const void* from, std::uint32_t size) {
              return static_cast<NorSimulator*>(self)->program(at, from, size);
            },
            [](void* self, std::uint32_t at) { return static_cast<NorSimulator*>(self)->erase(at); },
            this,
            geometry_.sector_bytes,
            geometry_.sectors,
            geometry_.program_unit_bytes};
  }

  // Cuts the power when `atoms` more atoms are done. From then on everything is refused, until power_on().
  void cut_after(std::uint64_t atoms, Tear tear, std::uint32_t seed) {
    power_on();
    armed_ = true;
    left_ = atoms;
    tear_ = tear;
    random_.seed(seed);
  }

  void power_on() { armed_ = is_off_ = false; }
  bool is_off() const { return is_off_; }

  std::uint64_t atoms() const { return atoms_; }                      // done so far
  std::uint64_t violations() const { return violations_; }            // calls that a real flash would not forgive
  std::uint64_t calls_while_off() const { return calls_while_off_; }  // the caller went on after a failure
  const std::vector<std::uint32_t>& erases() const { return erases_; }
  std::vector<std::uint8_t>& bytes() { return bytes_; }

  Status read(std::uint32_t at, void* to, std::uint32_t size) {
    if (refuses()) return Status::kIo;
    if (!within(at, size)) return violation();
    std::memcpy(to, &bytes_[at], size);
    return Status::kOk;
  }

  Status program(std::uint32_t at, const void* from, std::uint32_t size) {
    if (refuses()) return Status::kIo;
    const std::uint32_t unit = geometry_.program_unit_bytes;
    if (!within(at, size) || at % unit != 0 || size % unit != 0) return violation();
    const auto* wanted = static_cast<const std::uint8_t*>(from);
    for (std::uint32_t i = 0; i < size; ++i) {
      if ((bytes_[at + i] & wanted[i]) != wanted[i]) return violation();
    }
    const std::vector<std::uint8_t> before(bytes_.begin() + at, bytes_.begin() + at + size);
    for (std::uint32_t i = 0; i < size; ++i) {
      if (cut_falls_here()) {
        if (tear_ == Tear::kClean) std::memcpy(&bytes_[at], before.data(), size);
        if (tear_ == Tear::kNoise) bytes_[at + i] &= static_cast<std::uint8_t>(wanted[i] | random_());
        return Status::kIo;
      }
      bytes_[at + i] = wanted[i];
    }
    return Status::kOk;
  }

  Status erase(std::uint32_t at) {
    if (refuses()) return Status::kIo;
    if (!within(at, geometry_.sector_bytes) || at % geometry_.sector_bytes != 0) return violation();
    ++erases_[at / geometry_.sector_bytes];
    const std::uint32_t part = geometry_.sector_bytes / kEraseAtoms;
    const std::vector<std::uint8_t> before(bytes_.begin() + at, bytes_.begin() + at + geometry_.sector_bytes);
    const std::uint32_t first = armed_ && tear_ == Tear::kNoise ? random_() % kEraseAtoms : 0;
    for (std::uint32_t i = 0; i < kEraseAtoms; ++i) {
      std::uint8_t* begin = &bytes_[at + (first + i) % kEraseAtoms * part];
      if (cut_falls_here()) {
        if (tear_ == Tear::kClean) std::memcpy(&bytes_[at], before.data(), before.size());
        if (tear_ == Tear::kNoise) {
          for (std::uint32_t k = 0; k < part; ++k) begin[k] |= static_cast<std::uint8_t>(random_());
        }
        return Status::kIo;
      }
      std::memset(begin, 0xFF, part);
    }
    return Status::kOk;
  }

 private:
  static constexpr std::uint32_t kEraseAtoms = 8;

  bool within(std::uint32_t at, std::uint32_t size) const { return at <= bytes_.size() && size <= bytes_.size() - at; }

  bool refuses() {
    if (is_off_) ++calls_while_off_;
    return is_off_;
  }

  Status violation() {
    ++violations_;
    return Status::kIo;
  }

  bool cut_falls_here() {
    if (armed_ && left_ == 0) {
      is_off_ = true;
      return true;
    }
    --left_;
    ++atoms_;
    return false;
  }

  Geometry geometry_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint32_t> erases_;
  std::uint64_t atoms_ = 0, left_ = 0, violations_ = 0, calls_while_off_ = 0;
  Tear tear_ = Tear::kClean;
  std::minstd_rand random_;
  bool armed_ = false, is_off_ = false;
};

}  // namespace lr::test
