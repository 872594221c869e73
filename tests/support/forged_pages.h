// A small bundle with a page table, and a reader that goes everywhere in one whose table may say anything: no text may
// be lost or doubled where pages meet, whatever the table says.
#pragma once
#include <libreader/bundle/format.h>
#include <libreader/pack.h>
#include <libreader/pack/output.h>
#include <libreader/pack/packer.h>
#include <libreader/pack/profiles.h>
#include <libreader/pack/section.h>
#include <libreader/reader.h>

#include <array>
#include <string>
#include <vector>

#include "../fuzz/repair.h"

namespace lr::test {

inline const pack::Profile& table_profile() { return pack::find_profile("400x300-1"); }

// Two articles of some ten pages of one symbol each way a page may begin: in a paragraph, at one, after short ones.
inline const std::vector<std::uint8_t>& bundle_with_table() {
  static const std::vector<std::uint8_t> bundle = [] {
    const auto article = [](const char* id, std::size_t paragraphs, std::size_t length) {
      pack::Article made;
      made.fields.id = made.fields.title = made.source = id;
      for (std::size_t i = 0; i < paragraphs; ++i) {
        pack::Block block;
        std::u32string text(i % 3 == 0 ? length : 20 + 7 * i, U'天');
        for (std::size_t k = 13; k < text.size(); k += 14) text[k] = U'，';
        block.spans.push_back({text, 0, 0});
        made.blocks.push_back(block);
      }
      return made;
    };
    const pack::Documents documents{2,
                                    [&](std::size_t i) {
                                      pack::ImportResult result;
                                      result.articles.push_back(i == 0 ? article("a", 12, 700) : article("b", 7, 90));
                                      return result;
                                    },
                                    [](std::size_t) { return std::size_t{1}; }};
    pack::MemoryOutput output;
    pack::pack_documents(documents,
                         {.title = "t",
                          .language = pack::Language::kZhHans,
                          .strikes = {pack::strike_of(table_profile())},
                          .search = pack::SearchMode::kBlocks,
                          .profiles = {std::string(table_profile().name)},
                          .menus = {.bits = 0}},
                         {}, pack::scratch_folder({}), output);
    return output.take();
  }();
  return bundle;
}

// Where the entry of its last section lies, which is PAGE.
inline std::size_t pages_entry(const std::vector<std::uint8_t>& bundle) {
  return format::kHeaderBytes + (bundle[format::kHeaderSectionsAt] - 1u) * format::kSectionEntryBytes;
}

// Puts the checksums right that hang on section PAGE, and the length of the file.
inline void seal_pages(std::vector<std::uint8_t>& bundle) {
  std::uint8_t* entry = bundle.data() + pages_entry(bundle);
  const fuzz::Part section = fuzz::cut(bundle, load_u32(entry + 4), load_u32(entry + 8));
  fuzz::seal_table(section, 1);
  store_u32(entry + 12, crc32c(section.data(), section.size()));
  store_u32(bundle.data() + format::kHeaderFileBytesAt, static_cast<std::uint32_t>(bundle.size()));
  fuzz::seal(bundle, format::kHeaderBytes, pages_entry(bundle) + format::kSectionEntryBytes - format::kHeaderBytes);
  fuzz::seal(bundle, 0, format::kHeaderCrcAt);
}

// Goes to pages and places, to and fro. What went wrong; empty: nothing.
inline std::string read_everywhere(const std::vector<std::uint8_t>& bundle) {
  static std::vector<std::byte> workspace(workspace_bytes(Limits{}));
  Reader reader;
  if (reader.open(memory_source(bundle.data(), static_cast<std::uint32_t>(bundle.size())), workspace, Limits{}) !=
          Status::kOk ||
      reader.set_style(pack::style_for(table_profile(), reader)) != Status::kOk)
    return "does not open";
  for (std::uint32_t article = 0; article < reader.bundle().articles(); ++article) {
    for (std::uint32_t target = 0; target < 24; target += 5) {
      if (reader.open_article(article) != Status::kOk) return "an article does not open";
      const Flow flow = reader.flow();
      Status status = target % 2 == 0 ? reader.go_to_page(target) : reader.go_to(Place{flow.first_unit + target, 11});
      if (status != Status::kOk && status != Status::kEnd) return std::string("a jump fails: ") + name_of(status);
      (void)reader.page_count();
      for (int turn = 0; turn < 3; ++turn) {
        const Place before = reader.page().start;
        const bool first = before == Place{flow.first_unit, 0};
        status = reader.previous();
        if (status == Status::kEnd && !first) return "there is no page before one that is not the first";
        if (status != Status::kEnd && status != Status::kOk)
          return std::string("turning back fails: ") + name_of(status);
        if (status == Status::kEnd) break;
        const Page& page = reader.page();
        if (!first && !(page.start < before && before <= page.next)) return "text is lost or doubled on the way back";
      }
      Place next = reader.page().next;
      for (int turn = 0; turn < 6 && reader.next() == Status::kOk; ++turn) {
        if (reader.page().start != next) return "text is lost or doubled on the way on";
        next = reader.page().next;
      }
    }
    if (reader.open_article(article) != Status::kOk) return "an article does not open";
    for (Place next = reader.page().next; reader.next() == Status::kOk; next = reader.page().next) {
      if (reader.page().start != next) return "text is lost or doubled from the first page on";
    }
    if (!reader.page().last) return "the end is not reached";
  }
  return {};
}

}  // namespace lr::test
