// lrpack places: what a device or lrread has kept (last places, bookmarks, settings) as JSON, and JSON as such a store
// again.
#include <libreader/bookmark.h>
#include <libreader/pack/import.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "commands.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;
using lr::pack::InputError;

constexpr std::uint32_t kDefaultSectorBytes = 4096;

struct PlacesCommand {
  std::filesystem::path file, output;
  std::uint32_t sector_bytes = kDefaultSectorBytes;
  std::uint16_t sectors = 4;
};

// A store in memory, with the manners of flash.
struct Image {
  std::vector<std::uint8_t> bytes;
  std::uint32_t sector_bytes;

  lr::Store store() {
    return {[](void* self, std::uint32_t at, void* to, std::uint32_t size) {
              std::memcpy(to, &static_cast<Image*>(self)->bytes[at], size);
              return lr::Status::kOk;
            },
            [](void* self, std::uint32_t at, const void* from, std::uint32_t size) {
              for (std::uint32_t i = 0; i < size; ++i)
                static_cast<Image*>(self)->bytes[at + i] &= static_cast<const std::uint8_t*>(from)[i];
              return lr::Status::kOk;
            },
            [](void* self, std::uint32_t at) {
              auto& image = *static_cast<Image*>(self);
              std::memset(&image.bytes[at], 0xFF, image.sector_bytes);
              return lr::Status::kOk;
            },
            this,
            sector_bytes,
            static_cast<std::uint16_t>(bytes.size() / sector_bytes),
            1};
  }
};

void check_store(lr::Status status, const std::filesystem::path& file) {
  if (status == lr::Status::kOk) return;
  if (status == lr::Status::kNoSpace) throw InputError(file.string(), "the places take more than a sector");
  throw InputError(file.string(), std::string("no store of places: ") + lr::name_of(status));
}

std::string hexadecimal(std::uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

// Labels of the settings are bytes and no text, so all labels are kept as bytes; "label" is for people.
std::string hexadecimal(const char* bytes, std::size_t size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    text += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return text;
}

Json json_of(const lr::Bookmark& place) {
  const std::string label(place.label, place.label_bytes);
  return {{"article", hexadecimal(place.locator.article)},
          {"slot", place.slot},
          {"block", place.locator.block},
          {"code_point", place.locator.code_point},
          {"context", place.locator.context},
          {"label", label},
          {"label_bytes", hexadecimal(label.data(), label.size())}};
}

lr::Bookmark place_of(const Json& json) {
  lr::Bookmark place;
  place.locator.article = std::stoull(json.at("article").get<std::string>(), nullptr, 16);
  json.at("slot").get_to(place.slot);
  json.at("block").get_to(place.locator.block);
  json.at("code_point").get_to(place.locator.code_point);
  json.at("context").get_to(place.locator.context);
  const auto label = json.at("label_bytes").get<std::string>();
  if (label.size() % 2 != 0 || label.size() / 2 > lr::kLabelBytes) throw std::invalid_argument("a label is too long");
  for (std::size_t i = 0; i < label.size(); i += 2)
    place.label[i / 2] = static_cast<char>(std::stoi(label.substr(i, 2), nullptr, 16));
  place.label_bytes = static_cast<std::uint8_t>(label.size() / 2);
  return place;
}

std::vector<std::uint8_t> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw InputError(file.string(), "cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

// Works on a copy in memory: opening a journal may mend the store, and the file is not to change.
void export_places(const PlacesCommand& command) {
  Image image{read_file(command.file), command.sector_bytes};
  if (image.bytes.empty() || image.bytes.size() % command.sector_bytes != 0)
    throw InputError(command.file.string(), "is not a number of sectors long");
  lr::Journal journal;
  check_store(journal.open(image.store()), command.file);
  Json places = Json::array();
  lr::Bookmark place;
  lr::Status status = lr::Status::kOk;
  for (std::uint32_t i = 0; (status = journal.list(i, place)) == lr::Status::kOk; ++i) places.push_back(json_of(place));
  if (status != lr::Status::kEnd) check_store(status, command.file);
  print({{"places", places}});
}

void import_places(const PlacesCommand& command) {
  const std::vector<std::uint8_t> text = read_file(command.file);
  Image image{std::vector<std::uint8_t>(std::size_t{command.sector_bytes} * command.sectors, 0xFF),
              command.sector_bytes};
  lr::Journal journal;
  check_store(journal.open(image.store()), command.output);
  try {
    const Json json = Json::parse(text);
    for (const Json& place : json.at("places")) check_store(journal.put(place_of(place)), command.file);
  } catch (const nlohmann::json::exception& error) {
    throw InputError(command.file.string(), error.what());
  } catch (const std::logic_error&) {  // of stoull, stoi, and ours
    throw InputError(command.file.string(), "an article or a label is not hexadecimal, or too long");
  }
  std::ofstream out(command.output, std::ios::binary);
  out.write(reinterpret_cast<const char*>(image.bytes.data()), static_cast<std::streamsize>(image.bytes.size()));
  out.close();
  if (!out) throw InputError(command.output.string(), "cannot be written");
}

}  // namespace

void add_places(CLI::App& app) {
  auto command = std::make_shared<PlacesCommand>();
  CLI::App* sub = app.add_subcommand(
      "places", "The places, bookmarks and settings of a store as JSON; or, with -o, a store of JSON");
  sub->add_option("FILE", command->file,
                  "A store: a file of lrread, or what was read from a device's flash; with -o, JSON")
      ->required()
      ->check(CLI::ExistingFile);
  sub->add_option("-o,--output", command->output, "Write a store with the places of FILE");
  sub->add_option("--sector-bytes", command->sector_bytes, "Bytes of a sector of the store")
      ->check(CLI::Range(256, 65536))
      ->capture_default_str();
  sub->add_option("--sectors", command->sectors, "With -o: how many sectors")
      ->check(CLI::Range(2, 1024))
      ->capture_default_str();
  sub->callback([command] { command->output.empty() ? export_places(*command) : import_places(*command); });
}

}  // namespace lrpack
