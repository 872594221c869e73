// What a platform supplies: bytes to read (Source), a few durable bytes to write (Store), pixels to draw on (Surface).
// ports/port_example.h shows all three for an imaginary board.
#pragma once
#include <libreader/status.h>

#include <cstddef>
#include <cstdint>

namespace lr {

// Random access to the bytes of a bundle. Copied by value; `context` and `mapped` must outlive every reader that uses it.
struct Source {
  // Copies `size` bytes from `offset` (both in bytes) to `to`. Never called beyond size_bytes. Returns kOk, or kIo if the
  // bytes cannot be had now. May be null when `mapped` is set.
  Status (*read)(void* context, std::uint32_t offset, void* to, std::uint32_t size);
  void* context;
  // The whole bundle, where storage is memory (XIP flash, mmap); else null. Any alignment.
  const std::uint8_t* mapped;
  std::uint32_t size_bytes;
};

// A source over bytes in memory.
constexpr Source memory_source(const std::uint8_t* bytes, std::uint32_t size_bytes) {
  return {nullptr, nullptr, bytes, size_bytes};
}

// A few durable kilobytes with the manners of NOR flash: a sector is erased to 0xFF as a whole, and programming may only
// turn 1 bits into 0 bits. A plain file imitates it in a dozen lines (ports/posix). At least two sectors.
// A power cut may leave any prefix of a program or an erase done; the journal expects that.
struct Store {
  // All offsets in bytes from the start of the store. Each returns kOk or kIo.
  Status (*read)(void* context, std::uint32_t offset, void* to, std::uint32_t size);
  // `offset` and `size` are multiples of program_unit_bytes. Must be durable when it returns.
  Status (*program)(void* context, std::uint32_t offset, const void* from, std::uint32_t size);
  // `offset` is a multiple of sector_bytes.
  Status (*erase)(void* context, std::uint32_t offset);
  void* context;
  std::uint32_t sector_bytes;  // 256 … 65,536, a multiple of 16, typically 4,096
  std::uint16_t sectors;       // 2 or more
  std::uint16_t program_unit_bytes;  // 1, 2, 4, 8 or 16
};

// How the pixels of a page lie on the panel: the page is turned clockwise by so many degrees.
enum class Rotation : std::uint8_t { k0, k90, k180, k270 };

// Pixels in the caller's memory: a whole panel or a band of its rows. 0 is black, the largest value is white (paper).
// Pixels are packed from the most significant bit of each byte, rows are stride_bytes apart.
struct Surface {
  std::uint8_t* pixels;         // band_height * stride_bytes bytes
  std::int16_t width, height;   // of the whole panel, in pixels, as the panel is wired (before rotation)
  std::int16_t band_top;        // first panel row that `pixels` holds
  std::int16_t band_height;     // how many; == height and band_top == 0 where the whole frame fits in memory
  std::uint16_t stride_bytes;   // >= (width * bits_per_pixel + 7) / 8
  std::uint8_t bits_per_pixel;  // 1, 2 or 4
  Rotation rotation;

  // The size of the page as the reader sees it.
  constexpr std::int16_t page_width() const { return turned() ? height : width; }
  constexpr std::int16_t page_height() const { return turned() ? width : height; }

 private:
  constexpr bool turned() const { return rotation == Rotation::k90 || rotation == Rotation::k270; }
};

constexpr std::uint16_t stride_for(std::int16_t width, std::uint8_t bits_per_pixel) {
  return static_cast<std::uint16_t>((width * bits_per_pixel + 7) / 8);
}

}  // namespace lr
