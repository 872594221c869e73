// lrpack info: what is in a bundle.
#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/import.h>
#include <libreader/pack/strikes/faces.h>
#include <libreader/pack/upkeep/sections.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct FileOptions {
  std::filesystem::path bundle;
  bool json = false;
};

std::shared_ptr<FileOptions> file_options(CLI::App* command) {
  auto options = std::make_shared<FileOptions>();
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_flag("--json", options->json, "as JSON on stdout");
  return options;
}

using lr::pack::section_entries;
using lr::pack::SectionEntry;

const char* group_of(const std::string& tag) {
  if (tag == "TEXT" || tag == "CODE" || tag == "PHRA" || tag == "CHNK" || tag == "ALPH" || tag == "CPTS" || tag == "CLUS") return "text";
  if (tag == "STRK" || tag == "MENU") return "strikes";
  if (tag == "SRCH" || tag == "FOLD") return "search";
  if (tag == "PAGE") return "pages";
  if (tag == "ARTI" || tag == "NAME" || tag == "NAVI" || tag == "LIST" || tag == "TITL" || tag == "SORT" || tag == "KEYS" || tag == "FIND" || tag == "ORDR" || tag == "UNIT" || tag == "HEAD" ||
      tag == "NOTE" || tag == "MARK" || tag == "HDR ")
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

std::vector<std::pair<std::string, std::string>> meta_of(Opened& opened) {
  std::vector<std::pair<std::string, std::string>> meta;
  for (const SectionEntry& section : sections_of(opened)) {
    if (section.tag != lr::format::kMetaTag) continue;
    const std::vector<std::uint8_t> bytes = opened.part(section.offset, section.bytes);
    const std::uint8_t* p = bytes.data();
    const std::uint8_t* end = p + bytes.size();
    const auto take = [&] {
      if (end - p < 2 || end - p - 2 < lr::load_u16(p)) throw lr::pack::InputError(opened.name(), "section META is damaged");
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
Json section_list(Opened& opened) {
  Json list = Json::array();
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
  const std::size_t ends = lr::format::kAddedListBytes + added.size() * lr::format::kAddedEntryBytes + lr::kCrcBytes + lr::format::kHeaderBytes;
  list.push_back({{"tag", "HDR "}, {"group", "directory"}, {"bytes", ends}});
  // Of appends before the last one: their text, and what the last one has written anew.
  if (opened.file_bytes() > known + ends)
    list.push_back({{"tag", "PAST"}, {"group", "other"}, {"bytes", opened.file_bytes() - known - ends}});
  return list;
}

void info(const FileOptions& options) {
  Opened opened(options.bundle);
  Json result{{"bytes", opened.file_bytes()}, {"format", opened.bundle().version()}, {"articles", opened.bundle().articles()}};
  result["symbols"] = opened.bundle().alphabet().symbols();
  result["front_bytes"] = opened.bundle().front_bytes();
  result["sections"] = section_list(opened);
  result["strikes"] = Json::array();
  std::vector<std::size_t> strike_bytes;
  for (const SectionEntry& section : sections_of(opened)) {
    if (section.tag == lr::format::kStrikeTag) strike_bytes.push_back(section.bytes);
  }
  std::size_t grown = 0;
  for (const SectionEntry& section : added_to(opened)) {
    if (section.tag == lr::format::kStrikeTag && grown < strike_bytes.size()) strike_bytes[grown++] += section.bytes;
  }
  for (std::uint32_t i = 0; i < opened.bundle().strikes(); ++i) {
    lr::Strike strike;
    check(opened.reader().strike(i, strike), opened.name(), "strike");
    std::array<char, lr::Strike::kFaceBytes> face{};
    check(strike.face(face), opened.name(), "strike");
    result["strikes"].push_back({{"face", face.data()},
                                 {"ppem", strike.ppem()},
                                 {"bpp", strike.bits_per_pixel()},
                                 {"kind", lr::pack::face_table().sizes_by_hand(strike.face()).empty() ? "raster" : "hand"},
                                 {"glyphs", opened.bundle().alphabet().symbols() - 16},
                                 {"bytes", strike_bytes[i]}});
  }
  for (const auto& [key, value] : meta_of(opened)) result["meta"][key] = value;
  if (options.json) {
    print(result);
    return;
  }
  std::printf("%s: format %u, %u bytes, %u articles, %u symbols\n", opened.name().c_str(), opened.bundle().version(),
              opened.file_bytes(), opened.bundle().articles(), opened.bundle().alphabet().symbols());
  for (const Json& s : result["sections"])
    std::printf("  %s %-10s %9zu\n", s["tag"].get<std::string>().c_str(), s["group"].get<std::string>().c_str(),
                s["bytes"].get<std::size_t>());
  for (const Json& s : result["strikes"])
    std::printf("  strike %s %d px, %d bpp: %d glyphs, %d bytes\n", s["face"].get<std::string>().c_str(),
                s["ppem"].get<int>(), s["bpp"].get<int>(), s["glyphs"].get<int>(), s["bytes"].get<int>());
  for (const auto& [key, value] : meta_of(opened)) std::printf("  %s: %s\n", key.c_str(), value.c_str());
}

}  // namespace

void add_info(CLI::App& app) {
  CLI::App* command = app.add_subcommand("info", "What a bundle is made of");
  command->callback([options = file_options(command)] { info(*options); });
}

}  // namespace lrpack
