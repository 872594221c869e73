// Commands of a serial NOR flash.
#include "nor_flash.h"

#include <cstring>

namespace lr::nor_flash {
namespace {

enum Command : std::uint8_t {
  kPageProgram = 0x02,
  kRead = 0x03,
  kReadStatus = 0x05,
  kWriteEnable = 0x06,
  kSectorErase = 0x20,
  kReadId = 0x9F,
};
constexpr std::uint32_t kThreeByteBytes = 1u << 24;  // beyond it addresses take four bytes, and commands are others
constexpr std::uint32_t kPieceBytes = 32;

std::uint8_t with_four_bytes(std::uint8_t command) {
  return command == kPageProgram ? 0x12 : command == kRead ? 0x13 : 0x21;
}

}  // namespace

Status Chip::open(const Bus& bus) {
  bus_ = bus;
  bytes_ = 0;
  std::uint8_t id[3] = {};
  const std::uint8_t command = kReadId;
  if (!bus_.transfer(bus_.context, &command, 1, nullptr, 0, id, sizeof id)) return Status::kIo;
  id_ = static_cast<std::uint32_t>(id[0] << 16 | id[1] << 8 | id[2]);
  if (id_ == 0 || id_ == 0xFFFFFF) return Status::kIo;
  if (id[2] < 12 || id[2] > 31) return Status::kUnsupported;
  bytes_ = 1u << id[2];
  return Status::kOk;
}

Status Chip::send(std::uint8_t command, std::uint32_t at, const void* out, std::uint32_t out_bytes, void* in,
                  std::uint32_t in_bytes) {
  const auto byte = [at](int shift) { return static_cast<std::uint8_t>(at >> shift); };
  const std::uint8_t four[] = {with_four_bytes(command), byte(24), byte(16), byte(8), byte(0)};
  const std::uint8_t three[] = {command, byte(16), byte(8), byte(0)};
  const bool is_large = bytes_ > kThreeByteBytes;
  return bus_.transfer(bus_.context, is_large ? four : three, is_large ? sizeof four : sizeof three, out, out_bytes, in,
                       in_bytes)
             ? Status::kOk
             : Status::kIo;
}

// Programs or erases, and waits until that is done.
Status Chip::enable_and_send(std::uint8_t command, std::uint32_t at, const void* out, std::uint32_t out_bytes) {
  const std::uint8_t enable = kWriteEnable, ask = kReadStatus;
  if (!bus_.transfer(bus_.context, &enable, 1, nullptr, 0, nullptr, 0)) return Status::kIo;
  if (const Status status = send(command, at, out, out_bytes, nullptr, 0); status != Status::kOk) return status;
  for (std::uint32_t i = 0; i < kMostPolls; ++i) {
    std::uint8_t state = 0xFF;
    if (!bus_.transfer(bus_.context, &ask, 1, nullptr, 0, &state, 1)) return Status::kIo;
    if ((state & 1) == 0) return Status::kOk;
  }
  return Status::kIo;
}

Status Chip::read(std::uint32_t at, void* to, std::uint32_t size) {
  if (!within(at, size)) return Status::kBadCall;
  return send(kRead, at, nullptr, 0, to, size);
}

Status Chip::program(std::uint32_t at, const void* from, std::uint32_t size) {
  if (!within(at, size)) return Status::kBadCall;
  const auto* bytes = static_cast<const std::uint8_t*>(from);
  while (size > 0) {
    const std::uint32_t room = kPageBytes - at % kPageBytes;
    const std::uint32_t part = size < room ? size : room;
    if (const Status status = enable_and_send(kPageProgram, at, bytes, part); status != Status::kOk) return status;
    std::uint8_t piece[kPieceBytes];
    for (std::uint32_t done = 0; done < part;) {
      const std::uint32_t length = part - done < kPieceBytes ? part - done : kPieceBytes;
      if (const Status status = read(at + done, piece, length); status != Status::kOk) return status;
      if (std::memcmp(piece, bytes + done, length) != 0) return Status::kIo;
      done += length;
    }
    at += part;
    bytes += part;
    size -= part;
  }
  return Status::kOk;
}

Status Chip::erase(std::uint32_t at) {
  if (!within(at, kSectorBytes) || at % kSectorBytes != 0) return Status::kBadCall;
  if (const Status status = enable_and_send(kSectorErase, at, nullptr, 0); status != Status::kOk) return status;
  std::uint8_t piece[kPieceBytes];
  for (std::uint32_t done = 0; done < kSectorBytes; done += kPieceBytes) {
    if (const Status status = read(at + done, piece, kPieceBytes); status != Status::kOk) return status;
    for (const std::uint8_t byte : piece) {
      if (byte != 0xFF) return Status::kIo;
    }
  }
  return Status::kOk;
}

namespace {

Region& region_of(void* context) { return *static_cast<Region*>(context); }

bool within(const Region& region, std::uint32_t offset, std::uint32_t size) {
  return offset <= region.bytes && size <= region.bytes - offset;
}

Status read_region(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  const Region& region = region_of(context);
  return within(region, offset, size) ? region.chip->read(region.at + offset, to, size) : Status::kIo;
}

Status program_region(void* context, std::uint32_t offset, const void* from, std::uint32_t size) {
  const Region& region = region_of(context);
  return within(region, offset, size) ? region.chip->program(region.at + offset, from, size) : Status::kIo;
}

Status erase_region(void* context, std::uint32_t offset) {
  const Region& region = region_of(context);
  return within(region, offset, kSectorBytes) ? region.chip->erase(region.at + offset) : Status::kIo;
}

}  // namespace

Source source_of(Region& region) { return {read_region, &region, nullptr, region.bytes}; }

Store store_of(Region& region) {
  return {read_region,
          program_region,
          erase_region,
          &region,
          kSectorBytes,
          static_cast<std::uint16_t>(region.bytes / kSectorBytes),
          1};
}

}  // namespace lr::nor_flash
