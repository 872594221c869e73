// Bytes that are written once and read back while a bundle is made: in memory while they are few, then in a file that has
// no name, so that nothing is left behind however the program ends.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace lr::pack {

class Scratch {
 public:
  // `folder` is where the file goes if there has to be one.
  explicit Scratch(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~Scratch() { clear(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // Throws InputError that names the folder: no room, no permission.
  void append(std::span<const std::uint8_t> bytes);

  // Fills `to` from `offset`. Several threads may read at once while none appends. Throws InputError: the disk fails.
  void read(std::uint64_t offset, std::span<std::uint8_t> to) const;

  // Everything in pieces, in order.
  template <typename Take>
  void read_all(Take take) const {
    std::vector<std::uint8_t> piece(kPieceBytes);
    for (std::uint64_t at = 0; at < size(); at += piece.size()) {
      if (size() - at < piece.size()) piece.resize(static_cast<std::size_t>(size() - at));
      read(at, piece);
      take(std::span<const std::uint8_t>(piece));
    }
  }

  std::uint64_t size() const { return filed_ + tail_.size(); }
  void clear();

 private:
  static constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

  void put_in_file(std::span<const std::uint8_t> bytes);
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path folder_;
  int file_ = -1;
  std::uint64_t filed_ = 0;         // bytes in the file
  std::vector<std::uint8_t> tail_;  // the bytes behind them
};

// Where temporary files go: the folder that TMPDIR names, or else the one beside what is being made; empty: the system's.
std::filesystem::path scratch_folder(const std::filesystem::path& beside);

}  // namespace lr::pack
