// LM3S6965: the bundle and places as files of a card on SSI0, keys from UART0, an OLED on the same bus.
#include <ports/sd_card/sd_card.h>
#include <ports/ssd0323/ssd0323.h>

#include "../board.h"
#include "cortex_m_reset.h"

namespace {

constexpr std::uint32_t kUart = 0x4000C000;
constexpr std::uint32_t kReceived = 0x00, kFlags = 0x18, kNoByte = 1u << 4;
constexpr std::uint32_t kSsi = 0x40008000;
constexpr std::uint32_t kControl0 = 0x00, kControl1 = 0x04, kData = 0x08, kStatus = 0x0C, kPrescale = 0x10;
constexpr std::uint32_t kNotEmpty = 1u << 2;
constexpr std::uint32_t kPortD = 0x40007000, kDirection = 0x400, kSelect = 1u << 0;  // PD0 low: the card; high: the panel
constexpr std::uint32_t kPortC = 0x40006000, kIsData = 1u << 7;                       // PC7: D/C# of the panel

std::uint8_t exchange(void*, std::uint8_t out) {
  board::reg(kSsi + kData) = out;
  while ((board::reg(kSsi + kStatus) & kNotEmpty) == 0) {
  }
  return static_cast<std::uint8_t>(board::reg(kSsi + kData));
}

void select(void*, bool selected) { board::reg(kPortD + (kSelect << 2)) = selected ? 0 : kSelect; }

void send(void*, const std::uint8_t* bytes, std::uint32_t count, bool data) {
  board::reg(kPortC + (kIsData << 2)) = data ? kIsData : 0;
  for (std::uint32_t i = 0; i < count; ++i) (void)exchange(nullptr, bytes[i]);
  board::reg(kPortC + (kIsData << 2)) = 0;
}

constexpr lr::ssd0323::Bus kPanel{send, nullptr};

lr::sd_card::Card card;
lr::sd_card::CardFile book, places;

}  // namespace

void board::begin() {
  reg(kPortD + kDirection) = kSelect;
  reg(kPortC + kDirection) = kIsData;
  reg(kSsi + kPrescale) = 128;  // 390 kHz of 50 MHz
  reg(kSsi + kControl0) = 7;    // eight bits
  reg(kSsi + kControl1) = 2;    // on
  if (card.open({exchange, select, nullptr}) != lr::Status::kOk) return;
  reg(kSsi + kPrescale) = 4;
  lr::ssd0323::begin(kPanel, 0);
  if (book.open(card.blocks(), "BOOK    LRB") != lr::Status::kOk) return;  // and source() is empty
  (void)places.open(card.blocks(), "PLACES  LRJ");                         // without it, store() says kIo
}

lr::Source board::bundle() { return book.source(); }

lr::Store board::store() { return places.store(); }

char board::key() {
  while ((reg(kUart + kFlags) & kNoByte) != 0) {
  }
  return static_cast<char>(reg(kUart + kReceived));
}

lr::Status board::show(const lr::Surface& frame) { return lr::ssd0323::show(kPanel, frame); }

void board::restart() { reset_cortex_m(); }
