// The SPI mode of SD cards: SD Physical Layer Simplified Specification, chapter 7.
#include "sd_card.h"

namespace lr::sd_card {
namespace {

constexpr std::uint32_t kMostPolls = 100'000;  // bytes on the bus: 2 s at 400 kHz, longer than a card may take
constexpr std::uint8_t kIdle = 1, kStartToken = 0xFE, kNothing = 0xFF;

}  // namespace

bool Card::receive_until(std::uint8_t wanted) {
  for (std::uint32_t i = 0; i < kMostPolls; ++i) {
    if (receive() == wanted) return true;
  }
  return false;
}

void Card::release() {
  bus_.select(bus_.context, false);
  receive();  // a card lets go of its line with the next byte
}

// Sends a command and returns the first byte of the answer; the card stays selected.
std::uint8_t Card::command(std::uint8_t number, std::uint32_t argument) {
  bus_.select(bus_.context, true);
  receive();
  bus_.exchange(bus_.context, static_cast<std::uint8_t>(0x40 | number));
  for (int shift = 24; shift >= 0; shift -= 8)
    bus_.exchange(bus_.context, static_cast<std::uint8_t>(argument >> shift));
  bus_.exchange(bus_.context, number == 8 ? 0x87 : 0x95);  // checksums count for commands 0 and 8 only
  std::uint8_t answer = kNothing;
  for (int i = 0; i < 16 && (answer & 0x80) != 0; ++i) answer = receive();
  return answer;
}

Status Card::open(const Bus& bus) {
  bus_ = bus;
  by_block_ = false;
  bus_.select(bus_.context, false);
  for (int i = 0; i < 10; ++i) receive();
  const std::uint8_t reset = command(0, 0);
  release();
  if (reset != kIdle) return Status::kIo;
  const bool is_version_2 = command(8, 0x1AA) == kIdle;
  for (int i = 0; is_version_2 && i < 4; ++i) receive();
  release();
  std::uint8_t answer = kIdle;
  for (std::uint32_t i = 0; i < kMostPolls / 8 && answer == kIdle; ++i) {
    command(55, 0);
    release();
    answer = command(41, is_version_2 ? 1u << 30 : 0);
    release();
  }
  if (answer != 0) return Status::kIo;
  if (is_version_2 && command(58, 0) <= kIdle) {
    by_block_ = (receive() & 0x40) != 0;
    for (int i = 0; i < 3; ++i) receive();
  }
  release();
  const std::uint8_t length = by_block_ ? 0 : command(16, kBlockBytes);
  release();
  return length == 0 ? Status::kOk : Status::kIo;
}

Status Card::read_block(void* self, std::uint32_t block, std::uint8_t* to) {
  Card& card = *static_cast<Card*>(self);
  const std::uint8_t answer = card.command(17, card.by_block_ ? block : block * kBlockBytes);
  const bool begins = answer == 0 && card.receive_until(kStartToken);
  for (std::uint32_t i = 0; begins && i < kBlockBytes; ++i) to[i] = card.receive();
  card.receive();  // a checksum of 16 bits: what is read is under checksums of its own
  card.receive();
  card.release();
  return begins ? Status::kOk : Status::kIo;
}

Status Card::write_block(void* self, std::uint32_t block, const std::uint8_t* from) {
  Card& card = *static_cast<Card*>(self);
  bool done = card.command(24, card.by_block_ ? block : block * kBlockBytes) == 0;
  if (done) {
    card.bus_.exchange(card.bus_.context, kNothing);
    card.bus_.exchange(card.bus_.context, kStartToken);
    for (std::uint32_t i = 0; i < kBlockBytes; ++i) card.bus_.exchange(card.bus_.context, from[i]);
    card.receive();
    card.receive();
    done = (card.receive() & 0x1F) == 0x05 && card.receive_until(kNothing);  // taken, and no longer busy
  }
  card.release();
  return done ? Status::kOk : Status::kIo;
}

}  // namespace lr::sd_card
