// A FAT16 or FAT32 volume in memory, with files in its root folder, for tests of ports/sd_card.
#pragma once
#include <ports/sd_card/card_file.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace lr::test {

class FatImage {
 public:
  struct Layout {
    bool wide;                // FAT32
    std::uint32_t partition;  // the block that the volume begins at; 0: there are no partitions
  };

  explicit FatImage(Layout layout) : layout_(layout) {
    clusters_ = layout.wide ? 66'000 : 9'000;
    cluster_blocks_ = layout.wide ? 1 : 2;
    const std::uint32_t entry_bytes = layout.wide ? 4 : 2;
    table_blocks_ = ((clusters_ + 2) * entry_bytes + 511) / 512;
    const std::uint32_t reserved = layout.wide ? 32 : 1, folder_blocks = layout.wide ? 0 : 32;
    const std::uint32_t total = reserved + 2 * table_blocks_ + folder_blocks + clusters_ * cluster_blocks_;
    bytes.assign((layout.partition + total) * std::size_t{512}, 0);
    table_ = (layout.partition + reserved) * std::size_t{512};
    data_ = table_ + (2 * table_blocks_ + folder_blocks) * std::size_t{512};
    folder_ = layout.wide ? data_ : data_ - folder_blocks * std::size_t{512};
    std::uint8_t* boot = &bytes[layout.partition * std::size_t{512}];
    put(boot + 11, 512, 2);
    boot[13] = static_cast<std::uint8_t>(cluster_blocks_);
    put(boot + 14, reserved, 2);
    boot[16] = 2;
    put(boot + 17, layout.wide ? 0 : 512, 2);
    put(boot + 22, layout.wide ? 0 : table_blocks_, 2);
    put(boot + 32, total, 4);
    put(boot + 36, table_blocks_, 4);
    put(boot + 44, 2, 4);
    put(boot + 510, 0xAA55, 2);
    if (layout.partition != 0) {
      put(&bytes[446 + 8], layout.partition, 4);
      put(&bytes[510], 0xAA55, 2);
    }
    if (layout.wide) next_ = 3, link(2, 0x0FFFFFFF);  // the root folder
  }

  // At once, in one piece.
  void add(const std::string& name, const std::vector<std::uint8_t>& content) {
    const std::size_t cluster_bytes = cluster_blocks_ * std::size_t{512};
    const auto needed = static_cast<std::uint32_t>((content.size() + cluster_bytes - 1) / cluster_bytes);
    std::uint8_t* entry = &bytes[folder_ + 32 * files_.size()];
    std::memcpy(entry, name.data(), 11);
    entry[11] = 0x20;
    put(entry + 20, next_ >> 16, 2);
    put(entry + 26, next_ & 0xFFFF, 2);
    put(entry + 28, static_cast<std::uint32_t>(content.size()), 4);
    std::memcpy(&bytes[data_ + (next_ - 2) * cluster_bytes], content.data(), content.size());
    for (std::uint32_t i = 0; i + 1 < needed; ++i) link(next_ + i, next_ + i + 1);
    link(next_ + needed - 1, 0x0FFFFFFF);
    files_[name] = next_;
    next_ += needed;
  }

  std::size_t place_of(const std::string& name) const {
    return data_ + (files_.at(name) - 2) * (cluster_blocks_ * std::size_t{512});
  }
  // The second cluster of a file lies elsewhere; is none.
  void break_chain(const std::string& name) { link(files_.at(name), files_.at(name) + 2); }
  void cut_chain(const std::string& name) { link(files_.at(name), 0); }

  sd_card::BlockDevice device() {
    return {[](void* self, std::uint32_t block, std::uint8_t* to) {
              auto& image = *static_cast<FatImage*>(self);
              if (image.device_fails || (block + std::size_t{1}) * 512 > image.bytes.size()) return Status::kIo;
              std::memcpy(to, &image.bytes[block * std::size_t{512}], 512);
              return Status::kOk;
            },
            [](void* self, std::uint32_t block, const std::uint8_t* from) {
              auto& image = *static_cast<FatImage*>(self);
              if (image.device_fails || (block + std::size_t{1}) * 512 > image.bytes.size()) return Status::kIo;
              std::memcpy(&image.bytes[block * std::size_t{512}], from, 512);
              return Status::kOk;
            },
            this};
  }

  std::vector<std::uint8_t> bytes;
  bool device_fails = false;

 private:
  static void put(std::uint8_t* to, std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) to[i] = static_cast<std::uint8_t>(value >> 8 * i);
  }
  void link(std::uint32_t cluster, std::uint32_t next) {
    if (layout_.wide)
      put(&bytes[table_ + cluster * std::size_t{4}], next, 4);
    else
      put(&bytes[table_ + cluster * std::size_t{2}], next & 0xFFFF, 2);
  }

  Layout layout_;
  std::uint32_t clusters_ = 0, cluster_blocks_ = 0, table_blocks_ = 0, next_ = 2;
  std::size_t table_ = 0, folder_ = 0, data_ = 0;
  std::map<std::string, std::uint32_t> files_;
};

}  // namespace lr::test
