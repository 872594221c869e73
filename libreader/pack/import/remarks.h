// Collects what is to be said of one document: remarks for people, where what happens many times is said once with its
// count, and the account of its characters.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../document.h"
#include "account.h"

namespace lr::pack {

class Remarks {
 public:
  explicit Remarks(std::string file) : file_(std::move(file)) {}

  // Equal sentences of one kind become one remark at the first line they were made for. Line 0: the file as a whole.
  void add(Remark::Kind kind, int line, std::string_view what) {
    const auto [entry, is_new] = index_.try_emplace({kind, std::string(what)}, remarks_.size());
    if (is_new) {
      remarks_.push_back({kind, at(line), std::string(what)});
      counts_.push_back(0);
    }
    ++counts_[entry->second];
  }

  // A line of the source, as the importer found it (account.h).
  void source(int line, std::u32string text) { account_.source.push_back({line, std::move(text)}); }

  void field(int line, std::u32string_view text, std::string_view name) { passage(Passage::Fate::kField, line, text, name); }
  void added(int line, std::u32string_view text, std::string_view why) { passage(Passage::Fate::kAdded, line, text, why); }

  // Text that is nowhere, for a reason that is a noun phrase: "a running head". Without a remark.
  void dropped(int line, std::u32string_view text, std::string_view why) {
    passage(Passage::Fate::kDropped, line, text, why);
  }

  void add(Passage passage) { account_.passages.push_back(std::move(passage)); }

  Account take_account() { return std::move(account_); }

  std::string at(int line) const { return line > 0 ? file_ + ":" + std::to_string(line) : file_; }

  std::vector<Remark> take() const {
    std::vector<Remark> counted = remarks_;
    for (std::size_t i = 0; i < counted.size(); ++i) {
      if (counts_[i] > 1) counted[i].what += " (" + std::to_string(counts_[i]) + " times)";
    }
    return counted;
  }

 private:
  void passage(Passage::Fate fate, int line, std::u32string_view text, std::string_view reason) {
    if (!text.empty()) account_.passages.push_back({fate, line, std::u32string(text), std::string(reason)});
  }

  std::string file_;
  Account account_;
  std::vector<Remark> remarks_;
  std::vector<int> counts_;
  std::map<std::pair<Remark::Kind, std::string>, std::size_t> index_;
};

}  // namespace lr::pack
