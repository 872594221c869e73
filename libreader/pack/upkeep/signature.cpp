// Keys, and the section that a signature stands in.
#include "signature.h"

#include <fcntl.h>
#include <libreader/base/crc32c.h>
#include <libreader/pack/files.h>
#include <libreader/pack/import.h>
#include <libreader/pack/section.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "sections.h"

namespace lr::pack {
namespace {

constexpr char kSecretTitle[] = "libreader secret key 1";
constexpr char kPublicTitle[] = "libreader public key 1";
constexpr char kSigned[] =
    "libreader bundle 1";  // what the root is signed with, so that the key serves for nothing else
constexpr std::size_t kHeadCrcAt = kTreeHeadBytes - kCrcBytes;

static_assert(kTreeKeyBytes == crypto_sign_PUBLICKEYBYTES && kTreeSignatureBytes == crypto_sign_BYTES);

void start_library() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be started");
}

std::vector<std::uint8_t> message_of(std::span<const std::uint8_t> levels) {
  Bytes message;
  for (const char c : kSigned) message.u8(static_cast<std::uint8_t>(c));
  message.append(levels.first(sizeof(Sha256)));
  return message.take();
}

void write_key(const std::filesystem::path& file, const char* title, std::span<const std::uint8_t> key, unsigned mode) {
  const Descriptor descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  const std::string text = std::string(title) + "\n" + hex_of(key) + "\n";
  if (descriptor.get() < 0 ||
      !write_all(descriptor.get(), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}))
    throw InputError(file.string(), std::string("cannot be written: ") + std::strerror(errno));
}

template <typename Key>
Key read_key(const std::filesystem::path& file, const char* title) {
  std::ifstream in(file);
  std::string first, digits, rest;
  if (!in) throw InputError(file.string(), std::string("cannot be read: ") + std::strerror(errno));
  std::getline(in, first);
  std::getline(in, digits);
  Key key;
  std::size_t size = 0;
  const bool fits = first == title && digits.size() == 2 * key.size() &&
                    sodium_hex2bin(key.data(), key.size(), digits.data(), digits.size(), nullptr, &size, nullptr) == 0;
  if (!fits || size != key.size() || std::getline(in, rest))
    throw InputError(file.string(), "is no key of this kind: its first line must be \"" + std::string(title) +
                                        "\"; lrpack sign --new-key makes a pair");
  return key;
}

}  // namespace

std::string hex_of(std::span<const std::uint8_t> bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

void make_keys(const std::filesystem::path& name) {
  start_library();
  KeySeed seed;
  randombytes_buf(seed.data(), seed.size());
  PublicKey key;
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_seed_keypair(key.data(), secret.data(), seed.data());
  write_key(name.string() + ".key", kSecretTitle, seed, 0600);
  write_key(name.string() + ".pub", kPublicTitle, key, 0644);
}

KeySeed read_secret_key(const std::filesystem::path& file) { return read_key<KeySeed>(file, kSecretTitle); }
PublicKey read_public_key(const std::filesystem::path& file) { return read_key<PublicKey>(file, kPublicTitle); }

std::vector<std::uint8_t> with_tree(std::span<const std::uint8_t> file, const std::optional<KeySeed>& key) {
  start_library();
  if (added_places(file)) throw InputError("bundle", "has grown since it was packed: lrpack gc packs it anew, to be signed");
  std::vector<SectionEntry> entries = section_entries(file);
  std::erase_if(entries, [](const SectionEntry& entry) { return entry.tag == format::kTreeTag; });
  if (entries.size() >= format::kMaxSections) throw InputError("bundle", "has no room for one more section");
  const std::size_t head = format::kHeaderBytes + (entries.size() + 1) * format::kSectionEntryBytes + kCrcBytes;
  const std::size_t old_head = head_bytes(file);
  std::vector<std::uint8_t> out(head);
  Bytes list;
  for (const SectionEntry& entry : entries) {
    list.u32(entry.tag);
    list.u32(static_cast<std::uint32_t>(out.size()));
    list.u32(entry.bytes);
    list.u32(entry.crc);
    const std::span<const std::uint8_t> section = file.subspan(entry.offset, entry.bytes);
    out.insert(out.end(), section.begin(), section.end());
  }
  const std::size_t tree_at = out.size(), tree_bytes = kTreeHeadBytes + hash_levels_bytes(out.size());
  if (tree_at + tree_bytes > 0xFFFFFFFF) throw InputError("bundle", "has no room for its hashes: split it");
  list.u32(format::kTreeTag);
  list.u32(static_cast<std::uint32_t>(tree_at));
  list.u32(static_cast<std::uint32_t>(tree_bytes));
  list.u32(0);
  std::copy_n(file.begin(), format::kHeaderBytes, out.begin());
  const std::uint32_t front = load_u32(file.data() + format::kHeaderFrontBytesAt);
  out[format::kHeaderSectionsAt] = static_cast<std::uint8_t>(entries.size() + 1);
  store_u32(out.data() + format::kHeaderFileBytesAt, static_cast<std::uint32_t>(tree_at + tree_bytes));
  store_u32(out.data() + format::kHeaderFrontBytesAt, static_cast<std::uint32_t>(front + head - old_head));
  store_u32(out.data() + format::kHeaderCrcAt, crc32c(out.data(), format::kHeaderCrcAt));
  Bytes checked;
  checked.append_checked(list.get());
  std::copy(checked.get().begin(), checked.get().end(), out.begin() + format::kHeaderBytes);

  const std::vector<std::uint8_t> levels = hash_levels(out);
  std::array<std::uint8_t, kTreeKeyBytes + kTreeSignatureBytes> signature{};
  if (key) {
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    crypto_sign_seed_keypair(signature.data(), secret.data(), key->data());
    const std::vector<std::uint8_t> message = message_of(levels);
    crypto_sign_detached(signature.data() + kTreeKeyBytes, nullptr, message.data(), message.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
  }
  Bytes tree;
  tree.append_checked(signature);
  tree.append(levels);
  out.insert(out.end(), tree.get().begin(), tree.get().end());
  return out;
}

TreeVerdict check_tree(std::span<const std::uint8_t> file) {
  start_library();
  if (added_places(file)) return {};  // what was signed was the bundle before it grew
  for (const SectionEntry& entry : section_entries(file)) {
    if (entry.tag != format::kTreeTag) continue;
    TreeVerdict verdict{TreeState::kDamaged, {}};
    if (!entry.lies_within(file.size()) || entry.bytes < kTreeHeadBytes) return verdict;
    const std::span<const std::uint8_t> tree = file.subspan(entry.offset, entry.bytes);
    const std::vector<std::uint8_t> levels = hash_levels(file.first(entry.offset));
    if (crc32c(tree.data(), kHeadCrcAt) != load_u32(tree.data() + kHeadCrcAt) || levels.empty() ||
        !std::equal(levels.begin(), levels.end(), tree.begin() + kTreeHeadBytes, tree.end()))
      return verdict;
    if (std::all_of(tree.begin(), tree.begin() + kHeadCrcAt, [](std::uint8_t byte) { return byte == 0; })) {
      verdict.state = TreeState::kUnsigned;
      return verdict;
    }
    const std::vector<std::uint8_t> message = message_of(levels);
    std::copy_n(tree.begin(), verdict.key.size(), verdict.key.begin());
    if (crypto_sign_verify_detached(tree.data() + kTreeKeyBytes, message.data(), message.size(), tree.data()) == 0)
      verdict.state = TreeState::kSigned;
    return verdict;
  }
  return {};
}

}  // namespace lr::pack
