// lrpack split: a bundle into several, by article or by size.
#include <cstdio>
#include <memory>

#include "rebuild.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

constexpr std::uint64_t kMostBytes = 0xFFFFFFFF;  // of a file on FAT32, and of a bundle

struct SplitCommand : RebuildOptions {
  std::filesystem::path bundle;
  std::string by;
  std::uint64_t size = 0;
};

// A name that FAT32, Windows and a shell take: number and id, what they do not take as "_".
std::string file_name(std::size_t number, std::size_t digits, const std::string& id) {
  constexpr std::size_t kLongest = 100;
  std::string name = std::to_string(number);
  name.insert(0, digits - std::min(digits, name.size()), '0');
  name += '-';
  for (const char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '.' || static_cast<signed char>(c) < 0;
    name += plain ? c : '_';
  }
  std::size_t end = std::min(name.size(), kLongest);
  while (end < name.size() && (name[end] & 0xC0) == 0x80) --end;  // no character is cut
  return name.substr(0, end) + ".lrb";
}

class Splitter {
 public:
  Splitter(const SplitCommand& options, pack::LoadedBundle& bundle)
      : options_(options), bundle_(bundle), frame_(pack::frame_of({&bundle.stored})) {
    for (std::uint32_t i = 0; i < bundle.stored.articles(); ++i) articles_.push_back({&bundle.stored, i});
  }

  nlohmann::ordered_json run() {
    std::filesystem::create_directories(options_.output);
    if (options_.by == "article") {
      for (std::size_t i = 0; i < articles_.size(); ++i) write(i, i + 1);
    } else {
      by_size();
    }
    return files_;
  }

 private:
  // Articles in their order, as many as fit: tried with as many as their share of the bundle says, then with fewer.
  void by_size() {
    for (std::size_t first = 0; first < articles_.size();) {
      std::size_t end = first + guess(first);
      while (write(first, end) > options_.size) {
        std::filesystem::remove(last_file_);
        files_.erase(files_.size() - 1);
        if (end == first + 1)
          throw pack::InputError(bundle_.stored.name(), "has an article that alone takes more than " +
                                                            std::to_string(options_.size) +
                                                            " bytes: " + bundle_.stored.id(articles_[first].index));
        end -= std::max<std::size_t>(1, (end - first) / 8);
      }
      first = end;
    }
  }

  // How many articles from `first` on fill a part, judged by their text: one at least.
  std::size_t guess(std::size_t first) const {
    std::uint64_t all = 1, here = 0;
    for (const pack::ChosenArticle& article : articles_) all += article.bundle->text_bytes(article.index);
    std::size_t count = 0;
    for (; first + count < articles_.size(); ++count) {
      here += bundle_.stored.text_bytes(articles_[first + count].index);
      if (count > 0 && static_cast<double>(here) * static_cast<double>(bundle_.bytes.size()) >
                           static_cast<double>(options_.size) * static_cast<double>(all))
        break;
    }
    return count;
  }

  std::uint64_t write(std::size_t first, std::size_t end) {
    const std::string id = bundle_.stored.id(articles_[first].index);
    const std::size_t digits = std::to_string(articles_.size()).size();
    last_file_ = options_.output / file_name(files_.size() + 1, digits, id);
    const std::vector<pack::ChosenArticle> part(articles_.begin() + static_cast<std::ptrdiff_t>(first),
                                                articles_.begin() + static_cast<std::ptrdiff_t>(end));
    const std::uint64_t bytes = rebuild(part, frame_, last_file_, options_);
    files_.push_back({{"file", last_file_.string()}, {"articles", part.size()}, {"bytes", bytes}});
    return bytes;
  }

  const SplitCommand& options_;
  pack::LoadedBundle& bundle_;
  pack::RepackFrame frame_;
  std::vector<pack::ChosenArticle> articles_;
  std::filesystem::path last_file_;
  nlohmann::ordered_json files_ = nlohmann::ordered_json::array();
};

void split(SplitCommand options) {
  if (options.by != "article" && options.size == 0)
    throw CLI::ValidationError("--by size", "needs the size of a part: --by size --size 64M");
  options.size = std::min(options.size, kMostBytes);
  pack::LoadedBundle bundle(options.bundle);
  bundle.refuse_damage();
  const nlohmann::ordered_json files = Splitter(options, bundle).run();
  if (options.json) print({{"files", files}});
  if (options.json || options.quiet) return;
  for (const auto& file : files)
    std::fprintf(stderr, "%s: %zu articles, %zu bytes\n", file["file"].get<std::string>().c_str(),
                 file["articles"].get<std::size_t>(), file["bytes"].get<std::size_t>());
}

}  // namespace

void add_split(CLI::App& app) {
  auto options = std::make_shared<SplitCommand>();
  CLI::App* command = app.add_subcommand("split", "Several bundles of one, with names and sizes that FAT32 takes");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("--by", options->by, "article: one bundle each; size: as many as fit --size")
      ->required()
      ->check(CLI::IsMember({"article", "size"}));
  command->add_option("--size,size", options->size, "with --by size: the most a part takes, as 700K, 64M …")
      ->transform(CLI::AsSizeValue(false));
  add_rebuild_options(*command, *options, "the folder to write them to");
  command->callback([options] { split(*options); });
}

}  // namespace lrpack
