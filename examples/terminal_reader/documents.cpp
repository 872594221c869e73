// Finds a document's bundle in the cache, or has lrpack make it.
#include "documents.h"

#include <sodium.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "folders.h"

namespace lrread {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeptDocuments = 100;
constexpr std::size_t kHashBytes = 16;

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, kHashBytes); }
  // With its length: what follows cannot be taken for a part of it.
  void add(const std::string& text) {
    const std::string length = std::to_string(text.size()) + ":";
    add_bytes(length.data(), length.size());
    add_bytes(text.data(), text.size());
  }
  void add_bytes(const char* bytes, std::size_t size) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes), size);
  }
  std::string hex() {
    std::array<unsigned char, kHashBytes> hash{};
    std::array<char, 2 * kHashBytes + 1> text{};
    crypto_generichash_final(&state_, hash.data(), hash.size());
    return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  }

 private:
  crypto_generichash_state state_{};
};

// The one beside this program, or the one that PATH finds.
std::string packer() {
  std::error_code error;
  const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path() / "lrpack";
  return !error && ::access(beside.c_str(), X_OK) == 0 ? beside.string() : "lrpack";
}

// Which packer it is: its version, and of one that is being worked on its size and time.
std::string stamp_of(const std::string& program) {
  std::error_code error;
  const auto size = fs::file_size(program, error);
  if (error) return LR_VERSION;
  const auto time = fs::last_write_time(program, error).time_since_epoch().count();
  return LR_VERSION " " + std::to_string(size) + " " + std::to_string(time);
}

std::string hash_of(const std::string& path, std::ifstream& file, const std::string& stamp) {
  Hash hash;
  hash.add(stamp);
  hash.add(fs::path(path).filename().string());
  std::array<char, 1 << 16> bytes{};
  while (file.read(bytes.data(), bytes.size()) || file.gcount() > 0)
    hash.add_bytes(bytes.data(), static_cast<std::size_t>(file.gcount()));
  return hash.hex();
}

// The exit code; 127: it could not be run.
int run(const std::string& program, std::vector<std::string> words) {
  words.insert(words.begin(), program);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return 127;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

void make_room(const fs::path& folder) {
  std::error_code error;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".lrb") files.emplace_back(entry.last_write_time(error), entry.path());
  }
  if (files.size() <= kKeptDocuments) return;
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i < files.size() - kKeptDocuments; ++i) fs::remove(files[i].second, error);
}

std::string journal_of(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(path, error);
  Hash hash;
  hash.add(error ? path : whole.string());
  return "document-" + hash.hex();
}

}  // namespace

bool is_document(const std::string& path) {
  if (fs::path(path).extension() == ".lrb" || fs::is_directory(path)) return false;
  std::ifstream file(path, std::ios::binary);
  char head[4] = {};
  file.read(head, sizeof head);
  return file.is_open() && !(file.gcount() == sizeof head && std::memcmp(head, "LRB", 3) == 0);
}

Packed pack_document(const std::string& path) {
  Packed packed;
  if (sodium_init() < 0) return {{}, {}, path + ": libsodium does not start"};
  const fs::path folder = cache_folder() / "documents";
  std::error_code error;
  fs::create_directories(folder, error);
  if (cache_folder().empty() || error)
    return {{},
            {},
            path + ": no folder to keep its pages in: " +
                (error ? folder.string() + ": " + error.message() : "HOME is not set")};
  const std::string program = packer();
  std::ifstream file(path, std::ios::binary);
  const fs::path bundle = folder / (hash_of(path, file, stamp_of(program)) + ".lrb");
  packed.bundle = bundle.string();
  packed.journal = journal_of(path);
  if (fs::exists(bundle)) {
    fs::last_write_time(bundle, fs::file_time_type::clock::now(), error);
    return packed;
  }
  const int code = run(program, {"make", "--no-strikes", "-o", packed.bundle, "--", path});
  if (code == 127)
    packed.wrong = path + ": is packed by lrpack, which is neither beside lrread nor in PATH.\nInstall lrpack.";
  if (code != 0 && code != 127) packed.wrong = path + ": cannot be packed; lrpack says why, above.";
  make_room(folder);
  return packed;
}

}  // namespace lrread
