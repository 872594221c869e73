// A bundle as a device reads it: little memory, nothing mapped, every read counted.
#pragma once
#include <libreader/pack/profiles.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "opened.h"

namespace lrpack {

// What a page turn took.
struct TurnCost {
  std::uint32_t reads = 0, bytes = 0;  // of storage
  std::uint64_t instructions = 0;      // of an rv32imc, estimated (device.cpp says how)
};

// What stands out on a page.
struct PageFaults {
  std::uint32_t overfull_lines = 0;
  std::string missing;  // symbols without a picture
};

class Device {
 public:
  // Throws InputError where the bundle cannot be read with the profile.
  Device(Opened& opened, const lr::pack::Profile& profile, std::uint16_t cache_pages);

  lr::Reader& reader() { return *reader_; }
  // The page that open() or next() shows, laid out and painted. kEnd: there is none.
  lr::Status open(std::uint32_t article, TurnCost& cost, PageFaults& faults);
  lr::Status next(TurnCost& cost, PageFaults& faults);

  // What Reader::open needs for the pages seen so far: bytes that the caller gives.
  std::size_t workspace_bytes() const;

 private:
  lr::Status turned(lr::Status status, TurnCost& cost, PageFaults& faults);
  struct Work {
    std::uint64_t symbols = 0;
    std::uint64_t decoding = 0;  // instructions, were no picture kept
  };
  lr::Status look_at(const lr::Line& line, std::uint32_t index, Work& work, PageFaults& faults);
  lr::SymbolClass class_of(const lr::LineItem& item);
  std::uint64_t decoding_of(const lr::LineItem& item, const lr::Line& line, PageFaults& faults);

  struct Storage {
    const std::vector<std::uint8_t>* bytes;
    std::uint32_t reads = 0, read_bytes = 0;
  };
  static lr::Status read(void* context, std::uint32_t offset, void* to, std::uint32_t size);

  Opened& opened_;
  std::unique_ptr<lr::Reader> reader_;
  std::vector<std::byte> workspace_;
  Storage storage_;
  lr::Limits needed_;
  lr::Strike strikes_[lr::kMaxLayoutStrikes];  // of text, of titles: to look pictures up with
  std::vector<std::uint8_t> models_[lr::kMaxLayoutStrikes], picture_;
  std::vector<std::uint8_t> pixels_;
  lr::Surface surface_;
};

}  // namespace lrpack
