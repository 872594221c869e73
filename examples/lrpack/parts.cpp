// Reads the tables that lie around a bundle's sections.
#include "parts.h"

#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/upkeep/sections.h>

namespace lrpack {
namespace {

using lr::pack::section_entries;
using lr::pack::SectionEntry;

const char* group_of(const std::string& tag) {
  if (tag == "TEXT" || tag == "CODE" || tag == "PHRA" || tag == "CHNK" || tag == "ALPH" || tag == "CPTS" ||
      tag == "CLUS")
    return "text";
  if (tag == "STRK" || tag == "MENU" || tag == "OUTL") return "strikes";
  if (tag == "SRCH" || tag == "FOLD") return "search";
  if (tag == "PAGE") return "pages";
  if (tag == "ARTI" || tag == "NAME" || tag == "NAVI" || tag == "LIST" || tag == "TITL" || tag == "SORT" ||
      tag == "KEYS" || tag == "FIND" || tag == "ORDR" || tag == "UNIT" || tag == "HEAD" || tag == "NOTE" ||
      tag == "MARK" || tag == "LINK" || tag == "HDR ")
    return "directory";
  return "other";
}

std::vector<SectionEntry> sections_of(Opened& opened) {
  const std::vector<std::uint8_t> header = opened.part(0, lr::format::kHeaderBytes);
  return section_entries(opened.part(0, static_cast<std::uint32_t>(lr::pack::head_bytes(header))));
}

std::vector<lr::pack::AddedEntry> added_to(Opened& opened) {
  const std::vector<std::uint8_t> header = opened.part(0, lr::format::kHeaderBytes);
  const std::uint32_t begin = lr::load_u32(header.data() + lr::format::kHeaderAddedAt);
  const std::uint32_t list = lr::load_u32(header.data() + lr::format::kHeaderAddedListAt);
  const std::uint32_t end = lr::load_u32(header.data() + lr::format::kHeaderFileBytesAt) - lr::format::kHeaderBytes;
  if (begin == 0 || list > end) return {};
  return lr::pack::added_entries(begin, opened.part(list, end - list));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> meta_of(Opened& opened) {
  std::vector<std::pair<std::string, std::string>> meta;
  for (const SectionEntry& section : sections_of(opened)) {
    if (section.tag != lr::format::kMetaTag) continue;
    const std::vector<std::uint8_t> bytes = opened.part(section.offset, section.bytes);
    const std::uint8_t* p = bytes.data();
    const std::uint8_t* end = p + bytes.size();
    const auto take = [&] {
      if (end - p < 2 || end - p - 2 < lr::load_u16(p))
        throw lr::pack::InputError(opened.name(), "section META is damaged");
      std::string text(reinterpret_cast<const char*>(p + 2), lr::load_u16(p));
      p += 2 + text.size();
      return text;
    };
    while (p < end) {
      std::string key = take();
      meta.emplace_back(std::move(key), take());
    }
  }
  return meta;
}

// Every byte is in a section, in the header, or in an entry of its own here.
nlohmann::ordered_json section_list(Opened& opened) {
  auto list = nlohmann::ordered_json::array();
  const auto sections = sections_of(opened);
  const std::size_t head = lr::format::kHeaderBytes + sections.size() * lr::format::kSectionEntryBytes + lr::kCrcBytes;
  list.push_back({{"tag", "HDR "}, {"group", "directory"}, {"bytes", head}});
  for (const SectionEntry& section : sections)
    list.push_back({{"tag", section.name()}, {"group", group_of(section.name())}, {"bytes", section.bytes}});
  std::size_t known = head;
  for (const SectionEntry& section : sections) known += section.bytes;
  const auto added = added_to(opened);
  if (added.empty()) return list;
  for (const SectionEntry& section : added) {
    list.push_back({{"tag", section.name()}, {"group", group_of(section.name())}, {"bytes", section.bytes}});
    known += section.bytes;
  }
  const std::size_t ends = lr::format::kAddedListBytes + added.size() * lr::format::kAddedEntryBytes + lr::kCrcBytes +
                           lr::format::kHeaderBytes;
  list.push_back({{"tag", "HDR "}, {"group", "directory"}, {"bytes", ends}});
  // Of appends before the last one: their text, and what the last one has written anew.
  if (opened.file_bytes() > known + ends)
    list.push_back({{"tag", "PAST"}, {"group", "other"}, {"bytes", opened.file_bytes() - known - ends}});
  return list;
}

std::vector<std::size_t> strike_sizes(Opened& opened) {
  std::vector<std::size_t> sizes;
  for (const SectionEntry& section : sections_of(opened)) {
    if (section.tag == lr::format::kStrikeTag) sizes.push_back(section.bytes);
  }
  std::size_t grown = 0;
  for (const SectionEntry& section : added_to(opened)) {
    if (section.tag == lr::format::kStrikeTag && grown < sizes.size()) sizes[grown++] += section.bytes;
  }
  return sizes;
}

std::string face_of(Opened& opened, lr::Strike& strike) {
  std::array<char, lr::Strike::kFaceBytes> face{};
  check(strike.face(face), opened.name(), "strike");
  return face.data();
}

}  // namespace lrpack
