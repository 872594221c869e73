// The specification of a port, written as one for an imaginary board: an "Inkling" with a Cortex-M4, 256 KB of RAM,
// 16 MB of SPI NOR flash, a 648 by 480 panel of 1 bit a pixel and four keys. Never compiled; copy it and fill it in.
//
// A port supplies four things and nothing else: bytes to read (Source), a few durable bytes to write (Store), pixels to
// draw on (Surface), and keys. It includes <libreader/*.h> only. Everything runs on one thread: the library never calls
// back but through the functions given here, and only while one of its own functions is running.
//
// Budget of a port: two or three files. What it needs of the library: RAM for lr::workspace_bytes(limits), about 8.4 KB
// with the default limits, sizeof(lr::Reader), about 3 KB, and 2 KB of stack.
#pragma once
#include <libreader/reader.h>

#include <cstddef>
#include <cstdint>

namespace inkling {

// --- What the board's own drivers look like here -----------------------------------------------------------------

// All return true on success. Addresses and sizes in bytes, from the start of the flash.
bool flash_read(std::uint32_t address, void* to, std::uint32_t size);
bool flash_program(std::uint32_t address, const void* from, std::uint32_t size);  // within one page of 256 bytes
bool flash_erase_sector(std::uint32_t address);                                   // 4,096 bytes, to 0xFF
void panel_write_rows(int first_row, int rows, const std::uint8_t* pixels);
void panel_refresh();
int key_wait();  // blocks; 0 to 3

inline constexpr std::uint32_t kBundleAt = 0x00010000;  // the bundle as lrpack wrote it, nothing around it
inline constexpr std::uint32_t kStoreAt = 0x00FF0000;   // 16 sectors at the end

// --- Source: where the bundle is ---------------------------------------------------------------------------------

// Called with sizes from 1 to 1,036 bytes (a page of a table, a chunk of text, a glyph), at any alignment, never beyond
// size_bytes. A page turn makes 100 to 300 of these calls, one or two for each glyph, 20 to 60 KB in all. On SPI NOR a
// call's command costs some 10 us; an SD card is read in sectors of 512 bytes, and wants the last few sectors kept.
// Returns kIo when the bytes cannot be had; the library passes it up, changes nothing, and may be asked again. Need not
// check what it read: every byte of a bundle is under a checksum.
inline lr::Status read_bundle(void*, std::uint32_t offset, void* to, std::uint32_t size) {
  return flash_read(kBundleAt + offset, to, size) ? lr::Status::kOk : lr::Status::kIo;
}

// The bundle's size is that of the file; where nothing else knows it, it stands in bytes 8 to 11, little-endian.
inline lr::Source bundle_source(std::uint32_t size_bytes) {
  return {
      read_bundle,  // may be null where `mapped` is set
      nullptr,      // context: handed to read_bundle; what it points to outlives the reader
      nullptr,      // mapped: the bundle's address where flash is memory (XIP), else null. Any alignment. It must stay
                    // mapped, also while the store is erased or programmed. Saves a copy, costs nothing
      size_bytes,
  };
}

// --- Store: bookmarks that survive a power cut -------------------------------------------------------------------

// Offsets from the start of the store. Each returns kOk or kIo.

inline lr::Status store_read(void*, std::uint32_t offset, void* to, std::uint32_t size) {
  return flash_read(kStoreAt + offset, to, size) ? lr::Status::kOk : lr::Status::kIo;
}

// `offset` and `size` are multiples of program_unit_bytes; the bytes are 0xFF beforehand. May cross a page of the
// flash: a driver that cannot, splits here. Returns when the bytes are durable. Some 100 bytes for each bookmark.
inline lr::Status store_program(void*, std::uint32_t offset, const void* from, std::uint32_t size) {
  const auto* bytes = static_cast<const std::uint8_t*>(from);
  while (size != 0) {
    const std::uint32_t room = 256 - (kStoreAt + offset) % 256;
    const std::uint32_t part = size < room ? size : room;
    if (!flash_program(kStoreAt + offset, bytes, part)) return lr::Status::kIo;
    offset += part;
    bytes += part;
    size -= part;
  }
  return lr::Status::kOk;
}

// One sector, to 0xFF. May block for hundreds of milliseconds; happens when a sector of records is full, not before.
inline lr::Status store_erase(void*, std::uint32_t offset) {
  return flash_erase_sector(kStoreAt + offset) ? lr::Status::kOk : lr::Status::kIo;
}

inline lr::Store bookmark_store() {
  return {
      store_read, store_program, store_erase,
      nullptr,  // context
      4096,     // sector_bytes: the unit of erase, 256 to 65,536. All live bookmarks fit in one sector: 4,096 bytes
                // hold about forty
      16,       // sectors: 2 or more. More of them spread the wear: the journal takes them in turn
      4,        // program_unit_bytes: 1, 2, 4, 8 or 16; 1 for most SPI NOR, 4 or 8 for the flash of microcontrollers
  };
}

// --- Surface: the panel ------------------------------------------------------------------------------------------

// A frame of 648 by 480 bits is 38,880 bytes. Where that is too much, the page is painted in bands: reader.paint()
// clips to the band and makes the same pixels, at the cost of laying the page's lines out again for every band that
// they touch.
inline constexpr std::int16_t kPanelWidth = 648, kPanelHeight = 480;  // px, as the panel is wired
inline constexpr std::int16_t kBandRows = 96;                         // px; kPanelHeight for a whole frame
inline std::uint8_t band[kBandRows * lr::stride_for(kPanelWidth, 1)];

inline lr::Status show(lr::Reader& reader) {
  for (std::int16_t top = 0; top < kPanelHeight; top += kBandRows) {
    const lr::Surface surface = {
        band,                            // pixels: 0 is ink, the largest value paper, most significant bit leftmost
        kPanelWidth, kPanelHeight,       // of the whole panel, before rotation
        top, kBandRows,                  // the rows that `pixels` holds
        lr::stride_for(kPanelWidth, 1),  // stride_bytes: from a row to the next; more where rows are padded
        1,                               // bits_per_pixel: 1, 2 or 4, whatever the strike's depth is
        lr::Rotation::k90,               // portrait: the style is then for page_width() by page_height() = 480 by 648
    };
    if (const lr::Status status = reader.paint(surface); status != lr::Status::kOk) return status;
    panel_write_rows(top, kBandRows, band);
  }
  panel_refresh();
  return lr::Status::kOk;
}

// --- Keys --------------------------------------------------------------------------------------------------------

// The library knows no keys: a port maps them to calls. Two keys are enough to read. After kOk the page is another one
// and is to be shown; after kEnd it is the same, and the panel may rest.
inline lr::Status turn(lr::Reader& reader, int key) { return key == 0 ? reader.previous() : reader.next(); }

// --- All of it together ------------------------------------------------------------------------------------------

alignas(8) inline std::byte workspace[9 * 1024];  // lr::workspace_bytes(limits) or more; aligned to 8
inline lr::Reader reader;

inline lr::Status run(std::uint32_t bundle_bytes) {
  lr::Status status = reader.open(bundle_source(bundle_bytes), workspace, {});
  if (status == lr::Status::kOk) status = reader.set_style(lr::style_for_screen(480, 648, 0, 0, 24));
  if (status == lr::Status::kOk) status = reader.open_article(0);
  while (status == lr::Status::kOk) {
    status = show(reader);
    while (status == lr::Status::kOk && turn(reader, key_wait()) != lr::Status::kOk) {
    }
  }
  return status;  // kDamaged: not a bundle; kUnsupported: newer than this firmware; kNoSpace: a larger workspace
}

}  // namespace inkling
