// Who made a bundle: an Ed25519 signature over the root of its tree of hashes, in section TREE. Keys are files of text.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hash_tree.h"

namespace lr::pack {

using PublicKey = std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES>;
using KeySeed = std::array<std::uint8_t, crypto_sign_SEEDBYTES>;  // the secret

std::string hex_of(std::span<const std::uint8_t> bytes);

// Writes NAME.key, the secret, which only its owner may read, and NAME.pub. Throws InputError: one of them is there
// already.
void make_keys(const std::filesystem::path& name);

// Throw InputError: no file, or not such a key.
KeySeed read_secret_key(const std::filesystem::path& file);
PublicKey read_public_key(const std::filesystem::path& file);

// The bundle with a section TREE as its last one, signed where there is a key; an older TREE goes. All other sections
// stay as they are. `file` is sound. Throws InputError: no section can be added.
std::vector<std::uint8_t> with_tree(std::span<const std::uint8_t> file, const std::optional<KeySeed>& key);

enum class TreeState : std::uint8_t { kNone, kDamaged, kUnsigned, kSigned };

struct TreeVerdict {
  TreeState state = TreeState::kNone;  // kDamaged: hashes do not fit the file, or the signature does not fit them
  PublicKey key{};                     // that it is signed with
};

TreeVerdict check_tree(std::span<const std::uint8_t> file);

}  // namespace lr::pack
