// A file in one piece on a FAT16 or FAT32 card, as Source (a bundle) and Store (a file of places, made once by the PC,
// of two or more times 4,096 bytes). Read-only for the file system: names, sizes and chains are never written, so that
// nothing of the card can be lost, and what is stored is stored in place.
#pragma once
#include <libreader/ports.h>

#include <cstdint>

namespace lr::sd_card {

inline constexpr std::uint32_t kBlockBytes = 512;
inline constexpr std::uint32_t kSectorBytes = 4096;  // of a store

struct BlockDevice {
  Status (*read)(void* context, std::uint32_t block, std::uint8_t* to);  // kBlockBytes; kIo
  Status (*write)(void* context, std::uint32_t block, const std::uint8_t* from);
  void* context;
};

// Keeps the blocks that were used last: a bundle is read in pieces smaller than those.
class CardFile {
 public:
  // Finds a file of the root folder by its short name as FAT stores it: eight letters and three, filled up with spaces,
  // in upper case ("BOOK    LRB"). Its blocks must follow each other, as on a card to which it was copied at once; to
  // tell, the file's chain is read, a block for each 128 or 256 clusters. kNotFound: no such file. kUnsupported: no
  // FAT16 or FAT32 (as exFAT), or the file lies in several pieces: format the card and copy it anew. kDamaged: the file
  // system contradicts itself. kIo.
  Status open(const BlockDevice& device, const char* name);

  std::uint32_t bytes() const { return bytes_; }
  Source source() { return {read, this, nullptr, bytes_}; }
  Store store();

 private:
  struct Volume;
  Status read_volume(Volume& volume);
  Status volume_in(std::uint32_t first, Volume& volume, bool& found);
  Status find_entry(const Volume& volume, const char* name, std::uint32_t& cluster);
  Status scan_folder(std::uint32_t first, std::uint32_t blocks, const char* name, std::uint32_t& cluster, bool& done);
  Status next_cluster(const Volume& volume, std::uint32_t& cluster);
  Status load(std::uint32_t number);
  Status write(std::uint32_t number, const std::uint8_t* bytes);

  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size);
  static Status program(void* self, std::uint32_t offset, const void* from, std::uint32_t size);
  static Status erase(void* self, std::uint32_t offset);

  BlockDevice device_{};
  std::uint32_t first_block_ = 0, bytes_ = 0;
  static constexpr int kBlocks = 8;
  struct Block {
    std::uint32_t number = 0xFFFFFFFF;  // none
    std::uint32_t used = 0;             // tick of the last use
    std::uint8_t bytes[kBlockBytes] = {};
  };
  Block blocks_[kBlocks];
  std::uint8_t* block_ = nullptr;  // what load() was last asked for
  std::uint32_t tick_ = 0;
};

}  // namespace lr::sd_card
