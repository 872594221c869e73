// lrpack verify: whether a bundle is sound, and where it is not.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <libreader/outline.h>
#include <libreader/pack/check_links.h>
#include <libreader/pack/check_search.h>
#include <libreader/pack/page_tables.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/sections.h>
#include <libreader/pack/upkeep/signature.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;
using Json = nlohmann::ordered_json;

struct VerifyOptions {
  std::filesystem::path bundle;
  std::filesystem::path key;
  bool json = false;
};

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
  const std::size_t entries = p[lr::format::kHeaderSectionsAt] * lr::format::kSectionEntryBytes;
  if (lr::format::kHeaderBytes + entries + lr::kCrcBytes > file.size())
    return {"the list of sections does not fit the file"};
  if (lr::crc32c(p + lr::format::kHeaderBytes, entries) != lr::load_u32(p + lr::format::kHeaderBytes + entries))
    return {bytes_of("the list of sections", lr::format::kHeaderBytes, entries) + " does not match its checksum"};
  Problems problems;
  for (const pack::SectionEntry& section : pack::section_entries(file)) {
    const std::string name = bytes_of("section " + section.name(), section.offset, section.bytes);
    if (!section.lies_within(file.size()))
      problems.push_back(name + " does not lie in the file");
    else if (section.tag != lr::format::kTreeTag && lr::crc32c(p + section.offset, section.bytes) != section.crc)
      problems.push_back(name + " does not match its checksum");
  }
  return problems;
}

bool is_readable(lr::TextCursor& cursor, std::uint32_t unit) {
  lr::TextItem item;
  const std::uint32_t before = cursor.bundle().damaged_chunks();
  lr::Status status = cursor.open(unit);
  while (status == lr::Status::kOk) status = cursor.next(item);
  return status == lr::Status::kEnd && cursor.bundle().damaged_chunks() == before;
}

// Everything of an article that the device would read. Blocks count from 0, as in export and search, notes from 1.
void check_article(Opened& opened, std::uint32_t index, Problems& problems) {
  const std::string where = "article " + std::to_string(index + 1);
  lr::Article article;
  if (opened.bundle().article(index, article) != lr::Status::kOk) {
    problems.push_back("the record of " + where + " is damaged");
    return;
  }
  lr::TextCursor cursor(opened.bundle());
  for (std::uint32_t unit = article.first_unit; unit < article.end_unit(); ++unit) {
    if (is_readable(cursor, unit)) continue;
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
    for (std::uint32_t n = 0; sound && n < note.units; ++n) sound = is_readable(cursor, note.first_unit + n);
    if (!sound) problems.push_back(where + ", note " + std::to_string(i + 1) + " is damaged");
  }
}

// The blocks whose text a chunk holds, for people.
std::string blocks_of_chunk(Opened& opened, std::uint32_t chunk) {
  std::string list;
  for (std::uint32_t index = 0; index < opened.bundle().articles(); ++index) {
    lr::Article article;
    if (opened.bundle().article(index, article) != lr::Status::kOk) continue;
    const std::uint32_t body = article.first_body_unit();
    std::string blocks;
    for (std::uint32_t i = article.first_unit;; ++i) {
      lr::Unit unit;
      const lr::Status status = opened.bundle().unit(i, unit);
      if (status == lr::Status::kNotFound || (i >= article.end_unit() && lr::is_front_matter(unit.kind))) break;
      if (status != lr::Status::kOk || chunk < unit.first_chunk || chunk >= unit.first_chunk + unit.chunks) continue;
      blocks = i < body ? "front matter" : i < article.end_unit() ? "block " + std::to_string(i - body) : "notes";
      list += (list.empty() ? ": article " : "; article ") + std::to_string(index + 1) + ", " + blocks;
    }
  }
  return list;
}

std::string description(const pack::Damage& damage, Opened* opened) {
  std::string what = damage.part;
  if (damage.chunk != lr::kNoArticle) what += ", chunk " + std::to_string(damage.chunk);
  what = bytes_of(what, damage.offset, damage.bytes);
  if (!damage.remedy.empty()) return what + " " + damage.remedy;
  what += damage.is_mendable ? " has one flipped bit, which lrpack salvage turns back" : " is lost";
  return opened != nullptr && damage.chunk != lr::kNoArticle ? what + blocks_of_chunk(*opened, damage.chunk) : what;
}

// Opened with all that can be mended mended; null where it cannot be opened even so.
std::unique_ptr<Opened> open_mended(const VerifyOptions& options, const pack::Inspection& inspection) {
  try {
    return std::make_unique<Opened>(options.bundle.string(), inspection.bytes);
  } catch (const pack::InputError&) {
    return nullptr;
  }
}

// Whom it is signed by; empty for nobody. What is wrong with that goes to `problems`.
std::string signer(const VerifyOptions& options, const pack::Inspection& inspection, Problems& problems) {
  const pack::TreeVerdict verdict = pack::check_tree(inspection.bytes);
  const std::string signer = verdict.state == pack::TreeState::kSigned ? pack::hex_of(verdict.key) : "";
  if (verdict.state == pack::TreeState::kDamaged)
    problems.push_back("its signature or its hashes do not fit: it was changed after it was signed");
  if (options.key.empty()) return signer;
  if (signer.empty())
    problems.push_back("it bears no signature that is valid");
  else if (signer != pack::hex_of(pack::read_public_key(options.key)))
    problems.push_back("it is signed by " + signer + ", which is not the key of " + options.key.string());
  return signer;
}

// Every part against its checksum, then everything that the device would read.
void verify(const VerifyOptions& options) {
  const std::vector<std::uint8_t> file = read_bytes(options.bundle);
  Problems problems = damaged_parts(file);
  const pack::Inspection inspection = pack::inspect_damage(file);
  const std::unique_ptr<Opened> opened = open_mended(options, inspection);
  if (problems.empty() && opened == nullptr) Opened(options.bundle);  // says why
  for (const pack::Damage& damage : inspection.damages) problems.push_back(description(damage, opened.get()));
  for (std::uint32_t i = 0; opened != nullptr && i < opened->bundle().articles(); ++i)
    check_article(*opened, i, problems);
  if (opened != nullptr && problems.empty()) {
    const lr::Source source = lr::memory_source(file.data(), static_cast<std::uint32_t>(file.size()));
    for (const std::string& problem : pack::check_links(source)) problems.push_back(problem);
    for (const std::string& problem : pack::check_search(source)) problems.push_back(problem);
    for (const std::string& problem : pack::check_page_tables(source, {})) problems.push_back(problem);
    const lr::Status fonts = lr::check_outlines(source);
    if (fonts != lr::Status::kOk && fonts != lr::Status::kNotFound)
      problems.push_back("section OUTL does not hold together: its fonts cannot be used");
  }
  const std::string signed_by = opened != nullptr ? signer(options, inspection, problems) : "";
  if (options.json) {
    Json result{{"sound", problems.empty()}, {"problems", problems}};
    if (!signed_by.empty()) result["signed_by"] = signed_by;
    if (!problems.empty()) result["mendable"] = opened != nullptr && inspection.is_whole();
    print(result);
  }
  if (!problems.empty()) {
    std::string message = inspection.damages.empty() ? "is not what it should be:" : "is damaged:";
    for (const std::string& problem : problems) message += "\n  " + problem;
    throw pack::InputError(options.bundle.string(), message);
  }
  if (options.json) return;
  std::printf("%s is sound%s%s\n", options.bundle.c_str(), signed_by.empty() ? "" : ", signed by ", signed_by.c_str());
}

}  // namespace

void add_verify(CLI::App& app) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Check every byte of a bundle, where its links lead, its search lists against its text, and its page tables "
      "against its pages");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("--key", options->key, "NAME.pub of who must have signed it");
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options] { verify(*options); });
}

}  // namespace lrpack
