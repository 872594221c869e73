// Finds a file on a FAT volume (Microsoft's FAT specification, 1.03), and reads and writes within it.
#include "card_file.h"

#include <cstring>

namespace lr::sd_card {
namespace {

constexpr std::uint32_t kNoBlock = 0xFFFFFFFF;
constexpr std::uint32_t kEntryBytes = 32, kNameBytes = 11;
constexpr std::uint32_t kLeastFat16Clusters = 4085, kLeastFat32Clusters = 65525;
constexpr std::uint32_t kMostFolderClusters = 4096;  // of a root folder; a longer chain is one that runs in a ring

std::uint32_t u16(const std::uint8_t* p) { return p[0] | static_cast<std::uint32_t>(p[1]) << 8; }
std::uint32_t u32(const std::uint8_t* p) { return u16(p) | u16(p + 2) << 16; }

}  // namespace

struct CardFile::Volume {
  std::uint32_t table, table_blocks;    // of the first FAT
  std::uint32_t folder, folder_blocks;  // the root of FAT16
  std::uint32_t folder_cluster;         // of FAT32
  std::uint32_t data, clusters;         // the block of cluster 2; how many there are
  std::uint32_t cluster_blocks;
  bool wide;  // FAT32

  bool holds(std::uint32_t cluster) const { return cluster >= 2 && cluster - 2 < clusters; }
  std::uint32_t block_of(std::uint32_t cluster) const { return data + (cluster - 2) * cluster_blocks; }
};

Status CardFile::load(std::uint32_t number) {
  Block* block = blocks_;  // the one that holds it, else that was not used for the longest time
  for (Block& candidate : blocks_) {
    if (candidate.number == number) {
      block = &candidate;
      break;
    }
    if (candidate.used < block->used) block = &candidate;
  }
  block->used = ++tick_;
  block_ = block->bytes;
  if (block->number == number) return Status::kOk;
  block->number = kNoBlock;
  const Status status = device_.read(device_.context, number, block->bytes);
  if (status == Status::kOk) block->number = number;
  return status;
}

// Writes a block; what was kept of it is forgotten.
Status CardFile::write(std::uint32_t number, const std::uint8_t* bytes) {
  for (Block& block : blocks_) {
    if (block.number == number) block.number = kNoBlock;
  }
  return device_.write(device_.context, number, bytes);
}

// `found`: a volume begins at block `first`.
Status CardFile::volume_in(std::uint32_t first, Volume& volume, bool& found) {
  found = false;
  if (const Status status = load(first); status != Status::kOk) return status;
  const std::uint32_t cluster_blocks = block_[13], reserved = u16(block_ + 14), tables = block_[16];
  const bool sound = block_[510] == 0x55 && block_[511] == 0xAA && u16(block_ + 11) == kBlockBytes && reserved > 0 &&
                     cluster_blocks > 0 && (cluster_blocks & (cluster_blocks - 1)) == 0 && (tables == 1 || tables == 2);
  if (!sound) return Status::kOk;
  const std::uint32_t narrow = u16(block_ + 22), small = u16(block_ + 19);
  volume.cluster_blocks = cluster_blocks;
  volume.table = first + reserved;
  volume.table_blocks = narrow != 0 ? narrow : u32(block_ + 36);
  volume.folder_blocks = (u16(block_ + 17) * kEntryBytes + kBlockBytes - 1) / kBlockBytes;
  const std::uint64_t total = small != 0 ? small : u32(block_ + 32);
  const std::uint64_t before =
      std::uint64_t{reserved} + std::uint64_t{tables} * volume.table_blocks + volume.folder_blocks;
  if (before >= total || first + total > kNoBlock) return Status::kOk;
  volume.data = first + static_cast<std::uint32_t>(before);
  volume.folder = volume.data - volume.folder_blocks;
  volume.clusters = static_cast<std::uint32_t>((total - before) / cluster_blocks);
  volume.wide = volume.clusters >= kLeastFat32Clusters;
  volume.folder_cluster = u32(block_ + 44);
  const std::uint32_t entries_a_block = kBlockBytes / (volume.wide ? 4 : 2);
  found = volume.clusters >= kLeastFat16Clusters && (volume.clusters + 1) / entries_a_block < volume.table_blocks;
  return Status::kOk;
}

// The whole card, or the first partition of it.
Status CardFile::read_volume(Volume& volume) {
  bool found = false;
  if (const Status status = volume_in(0, volume, found); status != Status::kOk || found) return status;
  if (block_[510] != 0x55 || block_[511] != 0xAA) return Status::kUnsupported;
  const std::uint32_t partition = u32(block_ + 446 + 8);
  if (partition == 0) return Status::kUnsupported;
  const Status status = volume_in(partition, volume, found);
  return status == Status::kOk && !found ? Status::kUnsupported : status;
}

// `cluster` becomes the one behind it, or one that the volume does not hold.
Status CardFile::next_cluster(const Volume& volume, std::uint32_t& cluster) {
  const std::uint32_t entry = cluster * (volume.wide ? 4 : 2);
  if (const Status status = load(volume.table + entry / kBlockBytes); status != Status::kOk) return status;
  const std::uint8_t* p = block_ + entry % kBlockBytes;
  cluster = volume.wide ? u32(p) & 0x0FFFFFFF : u16(p);
  return Status::kOk;
}

// `done`: the file was found (bytes_, `cluster`), or the folder ends here.
Status CardFile::scan_folder(std::uint32_t first, std::uint32_t blocks, const char* name, std::uint32_t& cluster,
                             bool& done) {
  for (std::uint32_t i = 0; i < blocks; ++i) {
    if (const Status status = load(first + i); status != Status::kOk) return status;
    for (const std::uint8_t* entry = block_; entry < block_ + kBlockBytes; entry += kEntryBytes) {
      done = entry[0] == 0;
      if (done) return Status::kNotFound;
      if (std::memcmp(entry, name, kNameBytes) != 0 || (entry[11] & 0x18) != 0)
        continue;  // a folder, a label, a long name
      cluster = u16(entry + 26) | u16(entry + 20) << 16;
      bytes_ = u32(entry + 28);
      done = true;
      return Status::kOk;
    }
  }
  return Status::kNotFound;
}

Status CardFile::find_entry(const Volume& volume, const char* name, std::uint32_t& cluster) {
  bool done = false;
  if (!volume.wide) return scan_folder(volume.folder, volume.folder_blocks, name, cluster, done);
  std::uint32_t folder = volume.folder_cluster;
  for (std::uint32_t i = 0; i < kMostFolderClusters && volume.holds(folder); ++i) {
    const Status status = scan_folder(volume.block_of(folder), volume.cluster_blocks, name, cluster, done);
    if (status != Status::kNotFound || done) return status;
    if (const Status next = next_cluster(volume, folder); next != Status::kOk) return next;
  }
  return Status::kNotFound;
}

Status CardFile::open(const BlockDevice& device, const char* name) {
  device_ = device;
  for (Block& block : blocks_) block.number = kNoBlock;
  bytes_ = 0;
  Volume volume{};
  std::uint32_t cluster = 0;
  Status status = read_volume(volume);
  if (status == Status::kOk) status = find_entry(volume, name, cluster);
  if (status != Status::kOk) return status;
  if (!volume.wide) cluster &= 0xFFFF;
  if (bytes_ == 0) return Status::kNotFound;
  const std::uint32_t size = bytes_, cluster_bytes = volume.cluster_blocks * kBlockBytes;
  const std::uint32_t clusters = size / cluster_bytes + (size % cluster_bytes != 0 ? 1 : 0);
  bytes_ = 0;  // until all of it is known to be there
  if (!volume.holds(cluster) || clusters > volume.clusters - (cluster - 2)) return Status::kDamaged;
  first_block_ = volume.block_of(cluster);
  for (std::uint32_t i = 1; i < clusters; ++i) {
    const std::uint32_t expected = cluster + 1;
    if (status = next_cluster(volume, cluster); status != Status::kOk) return status;
    if (cluster != expected) return volume.holds(cluster) ? Status::kUnsupported : Status::kDamaged;
  }
  bytes_ = size;
  return Status::kOk;
}

Store CardFile::store() {
  const std::uint32_t sectors = bytes_ / kSectorBytes;
  return {read, program, erase, this, kSectorBytes, static_cast<std::uint16_t>(sectors < 64 ? sectors : 64), 1};
}

Status CardFile::read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
  CardFile& file = *static_cast<CardFile*>(self);
  if (offset > file.bytes_ || size > file.bytes_ - offset) return Status::kIo;
  auto* end = static_cast<std::uint8_t*>(to);
  while (size > 0) {
    const std::uint32_t begin = offset % kBlockBytes, room = kBlockBytes - begin, part = size < room ? size : room;
    if (file.load(file.first_block_ + offset / kBlockBytes) != Status::kOk) return Status::kIo;
    std::memcpy(end, file.block_ + begin, part);
    end += part;
    offset += part;
    size -= part;
  }
  return Status::kOk;
}

// As flash does: bits fall, and rise only with an erase. A block is written as a whole, its other bytes as they were.
Status CardFile::program(void* self, std::uint32_t offset, const void* from, std::uint32_t size) {
  CardFile& file = *static_cast<CardFile*>(self);
  if (offset > file.bytes_ || size > file.bytes_ - offset) return Status::kIo;
  const auto* bytes = static_cast<const std::uint8_t*>(from);
  while (size > 0) {
    const std::uint32_t begin = offset % kBlockBytes, room = kBlockBytes - begin, part = size < room ? size : room;
    const std::uint32_t block = file.first_block_ + offset / kBlockBytes;
    if (file.load(block) != Status::kOk) return Status::kIo;
    for (std::uint32_t i = 0; i < part; ++i) file.block_[begin + i] &= bytes[i];
    if (file.write(block, file.block_) != Status::kOk) return Status::kIo;
    bytes += part;
    offset += part;
    size -= part;
  }
  return Status::kOk;
}

Status CardFile::erase(void* self, std::uint32_t offset) {
  CardFile& file = *static_cast<CardFile*>(self);
  if (offset % kSectorBytes != 0 || offset > file.bytes_ || kSectorBytes > file.bytes_ - offset) return Status::kIo;
  std::uint8_t blank[kBlockBytes];
  std::memset(blank, 0xFF, kBlockBytes);
  for (std::uint32_t i = 0; i < kSectorBytes / kBlockBytes; ++i) {
    const std::uint32_t block = file.first_block_ + offset / kBlockBytes + i;
    if (file.write(block, blank) != Status::kOk) return Status::kIo;
  }
  return Status::kOk;
}

}  // namespace lr::sd_card
