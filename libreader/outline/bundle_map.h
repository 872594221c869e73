// Where the sections of a bundle lie, as far as fonts can be put in among its strikes.
#pragma once
#include <libreader/base/storage.h>
#include <libreader/status.h>

#include <cstdint>
#include <vector>

namespace lr {

struct BundleMap {
  // kDamaged: header or entries; kUnsupported: of another version. kIo.
  Status read(Storage& storage);

  std::uint32_t file_bytes = 0;
  std::uint32_t added = 0, added_list = 0;    // 0: nothing was added
  std::vector<std::uint8_t> header, entries;  // without their CRCs
  std::vector<std::uint8_t> list;             // of what was added, without its CRC
  std::uint32_t strikes = 0, added_strikes = 0;
  Range outlines{}, added_outlines{};  // of no bytes where there are none

 private:
  Status read_added(Storage& storage);
};

}  // namespace lr
