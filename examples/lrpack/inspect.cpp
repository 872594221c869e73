// lrpack info, verify: what is in a bundle, and whether it is sound.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/import.h>

#include <cstdio>
#include <cstring>
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

struct SectionEntry {
  std::string tag;
  std::uint32_t offset, bytes, crc;
};

std::vector<SectionEntry> sections_of(const std::vector<std::uint8_t>& file) {
  std::vector<SectionEntry> sections;
  const std::uint32_t count = lr::load_u16(file.data() + lr::format::kHeaderSectionsAt);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint8_t* entry = file.data() + lr::format::kHeaderBytes + i * lr::format::kSectionEntryBytes;
    sections.push_back({std::string(reinterpret_cast<const char*>(entry), 4), lr::load_u32(entry + 4),
                        lr::load_u32(entry + 8), lr::load_u32(entry + 12)});
  }
  return sections;
}

const char* group_of(const std::string& tag) {
  if (tag == "TEXT" || tag == "CODE" || tag == "PHRA" || tag == "CHNK" || tag == "ALPH" || tag == "CPTS" || tag == "CLUS") return "text";
  if (tag == "STRK") return "strikes";
  if (tag == "SRCH") return "search";
  if (tag == "PAGE") return "pages";
  if (tag == "ARTI" || tag == "NAME" || tag == "NAVI" || tag == "LIST" || tag == "TITL" || tag == "SORT" || tag == "KEYS" || tag == "FIND" || tag == "UNIT" || tag == "HEAD" ||
      tag == "NOTE" || tag == "MARK" || tag == "HDR ")
    return "directory";
  return "other";
}

std::vector<std::pair<std::string, std::string>> meta_of(const Opened& opened) {
  std::vector<std::pair<std::string, std::string>> meta;
  for (const SectionEntry& section : sections_of(opened.bytes())) {
    if (section.tag != "META") continue;
    const std::uint8_t* p = opened.bytes().data() + section.offset;
    const std::uint8_t* end = p + section.bytes;
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
Json section_list(const Opened& opened) {
  Json list = Json::array();
  const auto sections = sections_of(opened.bytes());
  const std::size_t head = lr::format::kHeaderBytes + sections.size() * lr::format::kSectionEntryBytes + lr::kCrcBytes;
  list.push_back({{"tag", "HDR "}, {"group", "directory"}, {"bytes", head}});
  for (const SectionEntry& section : sections)
    list.push_back({{"tag", section.tag}, {"group", group_of(section.tag)}, {"bytes", section.bytes}});
  return list;
}

void info(const FileOptions& options) {
  Opened opened(options.bundle);
  Json result{{"bytes", opened.bytes().size()}, {"format", opened.bundle().version()}, {"articles", opened.bundle().articles()}};
  result["symbols"] = opened.bundle().alphabet().symbols();
  result["front_bytes"] = opened.bundle().front_bytes();
  result["sections"] = section_list(opened);
  result["strikes"] = Json::array();
  std::vector<std::size_t> strike_bytes;
  for (const SectionEntry& section : sections_of(opened.bytes())) {
    if (section.tag == "STRK") strike_bytes.push_back(section.bytes);
  }
  for (std::uint32_t i = 0; i < opened.bundle().strikes(); ++i) {
    lr::Strike strike;
    check(opened.reader().strike(i, strike), opened.name(), "strike");
    result["strikes"].push_back({{"face", strike.face()},
                                 {"ppem", strike.ppem()},
                                 {"bpp", strike.bits_per_pixel()},
                                 {"kind", "raster"},
                                 {"glyphs", opened.bundle().alphabet().symbols() - 16},
                                 {"bytes", strike_bytes[i]}});
  }
  for (const auto& [key, value] : meta_of(opened)) result["meta"][key] = value;
  if (options.json) {
    print(result);
    return;
  }
  std::printf("%s: format %u, %zu bytes, %u articles, %u symbols\n", opened.name().c_str(), opened.bundle().version(),
              opened.bytes().size(), opened.bundle().articles(), opened.bundle().alphabet().symbols());
  for (const Json& s : result["sections"])
    std::printf("  %s %-10s %9zu\n", s["tag"].get<std::string>().c_str(), s["group"].get<std::string>().c_str(),
                s["bytes"].get<std::size_t>());
  for (const Json& s : result["strikes"])
    std::printf("  strike %s %d px, %d bpp: %d glyphs, %d bytes\n", s["face"].get<std::string>().c_str(),
                s["ppem"].get<int>(), s["bpp"].get<int>(), s["glyphs"].get<int>(), s["bytes"].get<int>());
  for (const auto& [key, value] : meta_of(opened)) std::printf("  %s: %s\n", key.c_str(), value.c_str());
}

using Problems = std::vector<std::string>;

std::string bytes_of(const std::string& what, std::size_t offset, std::size_t bytes) {
  return what + " (bytes " + std::to_string(offset) + " to " + std::to_string(offset + bytes) + ")";
}

// Header, entries and sections against their checksums. A file that has no usable header gives nothing here: why not is
// for Opened to say.
Problems damaged_parts(const std::vector<std::uint8_t>& file) {
  const std::uint8_t* p = file.data();
  if (file.size() < lr::format::kHeaderBytes || std::memcmp(p, lr::format::kMagic, sizeof lr::format::kMagic) != 0 ||
      lr::load_u16(p + lr::format::kHeaderVersionAt) > lr::format::kVersion)
    return {};
  if (lr::crc32c(p, lr::format::kHeaderCrcAt) != lr::load_u32(p + lr::format::kHeaderCrcAt))
    return {bytes_of("the header", 0, lr::format::kHeaderBytes) + " does not match its checksum"};
  if (lr::load_u32(p + lr::format::kHeaderFileBytesAt) != file.size()) return {};
  const std::size_t entries = lr::load_u16(p + lr::format::kHeaderSectionsAt) * lr::format::kSectionEntryBytes;
  if (lr::format::kHeaderBytes + entries + lr::kCrcBytes > file.size()) return {"the list of sections does not fit the file"};
  if (lr::crc32c(p + lr::format::kHeaderBytes, entries) != lr::load_u32(p + lr::format::kHeaderBytes + entries))
    return {bytes_of("the list of sections", lr::format::kHeaderBytes, entries) + " does not match its checksum"};
  Problems problems;
  for (const SectionEntry& section : sections_of(file)) {
    const std::string name = bytes_of("section " + section.tag, section.offset, section.bytes);
    if (section.offset > file.size() || section.bytes > file.size() - section.offset)
      problems.push_back(name + " does not lie in the file");
    else if (lr::crc32c(p + section.offset, section.bytes) != section.crc)
      problems.push_back(name + " does not match its checksum");
  }
  return problems;
}

bool is_readable(Opened& opened, std::uint32_t unit) {
  lr::TextCursor cursor(opened.bundle());
  lr::TextItem item;
  const std::uint32_t before = opened.bundle().damaged_chunks();
  lr::Status status = cursor.open(unit);
  while (status == lr::Status::kOk) status = cursor.next(item);
  return status == lr::Status::kEnd && opened.bundle().damaged_chunks() == before;
}

// Everything of an article that the device would read. Blocks count from 0, as in export and search, notes from 1.
void check_article(Opened& opened, std::uint32_t index, Problems& problems) {
  const std::string where = "article " + std::to_string(index + 1);
  lr::Article article;
  if (opened.bundle().article(index, article) != lr::Status::kOk) {
    problems.push_back("the record of " + where + " is damaged");
    return;
  }
  for (std::uint32_t unit = article.first_unit; unit < article.end_unit(); ++unit) {
    if (is_readable(opened, unit)) continue;
    if (unit < article.first_body_unit()) {
      problems.push_back(where + ", front matter is damaged");
      unit = article.first_body_unit() - 1;  // said once
    } else {
      problems.push_back(where + ", block " + std::to_string(unit - article.first_body_unit()) + " is damaged");
    }
  }
  for (std::uint32_t i = 0; i < article.notes; ++i) {
    lr::Note note;
    bool sound = opened.bundle().note(article, i, note) == lr::Status::kOk;
    for (std::uint32_t n = 0; sound && n < note.units; ++n) sound = is_readable(opened, note.first_unit + n);
    if (!sound) problems.push_back(where + ", note " + std::to_string(i + 1) + " is damaged");
  }
}

// Every part against its checksum, then everything that the device would read.
void verify(const FileOptions& options) {
  Problems problems = damaged_parts(read_bytes(options.bundle));
  try {
    Opened opened(options.bundle);
    for (std::uint32_t i = 0; i < opened.bundle().articles(); ++i) check_article(opened, i, problems);
  } catch (const lr::pack::InputError&) {
    if (problems.empty()) throw;
  }
  if (options.json) print(Json{{"sound", problems.empty()}, {"problems", problems}});
  if (!problems.empty()) {
    std::string message = "is damaged:";
    for (const std::string& problem : problems) message += "\n  " + problem;
    throw lr::pack::InputError(options.bundle.string(), message);
  }
  if (!options.json) std::printf("%s is sound\n", options.bundle.c_str());
}

}  // namespace

void add_info(CLI::App& app) {
  CLI::App* command = app.add_subcommand("info", "What a bundle is made of");
  command->callback([options = file_options(command)] { info(*options); });
}

void add_verify(CLI::App& app) {
  CLI::App* command = app.add_subcommand("verify", "Check every byte of a bundle");
  command->callback([options = file_options(command)] { verify(*options); });
}

}  // namespace lrpack
