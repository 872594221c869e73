// From the bytes of a file to UTF-8. iconv decodes, uchardet gives a hint, encoding_guess.cpp judges what reads well.
#include "encoding.h"

#include <algorithm>
#include <optional>

#include "../import.h"
#include "encoding_guess.h"
#include "encoding_table.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kHeadBytes = 4096;   // where a page names its encoding
constexpr std::size_t kFewestInvalid = 4;  // invalid sequences that may be another encoding
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string hex(char byte) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return std::string("0x") + kHex[value >> 4] + kHex[value & 15u];
}

std::string at_byte(const std::string& name, std::size_t offset) { return name + ", byte " + std::to_string(offset); }

[[noreturn]] void fail_utf8(const std::string& bytes, const std::string& name, std::size_t at) {
  throw InputError(at_byte(name, at), hex(bytes[at]) +
                                          " begins no valid UTF-8; convert the file to UTF-8, for example with `iconv "
                                          "-f GB18030 -t UTF-8`, or name its `encoding` in the manifest");
}

// The whole of `bytes` in `encoding`, or InputError. `why`: "as the manifest says".
std::string decode_or_fail(const std::string& bytes, const std::string& name, const Encoding& encoding,
                           std::string_view why) {
  Decoding decoding = decode(bytes, encoding);
  if (decoding.failed_at == kAllValid) return std::move(decoding.text);
  const std::size_t at = std::min(decoding.failed_at, bytes.size() - 1);
  throw InputError(at_byte(name, at), hex(bytes[at]) + " begins no valid " + std::string(encoding.name) +
                                          ", which the file should be in " + std::string(why) +
                                          "; mend the file or name its `encoding` in the manifest");
}

// How well the bytes agree with UTF-8.
struct Utf8Count {
  std::size_t valid = 0, invalid = 0;  // sequences of several bytes; bytes that are in none
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (char32_t c : decode_utf8(bytes)) {
    count.invalid += c == 0xFFFD;
    count.valid += c >= 0x80 && c != 0xFFFD;
  }
  return count;
}

bool is_far_from_utf8(std::string_view bytes) {
  const Utf8Count count = count_utf8(bytes);
  return count.invalid >= kFewestInvalid && count.invalid * 2 >= count.valid;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// What a page says of itself, in `<meta charset=…>`, `<meta … content="…; charset=…">` or `<?xml … encoding="…"?>`.
std::string declared_encoding(std::string_view bytes) {
  std::string head(bytes.substr(0, kHeadBytes));
  std::transform(head.begin(), head.end(), head.begin(), lower);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || head[first] != '<') return {};
  const auto value_after = [&](std::string_view key, std::size_t from, std::size_t end) -> std::string {
    const std::size_t at = head.find(key, from);
    if (at >= end) return {};
    const std::size_t start = head.find_first_not_of(" \t\r\n=\"'", at + key.size());
    if (start >= end) return {};
    return head.substr(start, std::min(head.find_first_of(" \t\r\n\"'/>;?", start), head.size()) - start);
  };
  if (head.compare(first, 5, "<?xml") == 0) {
    if (std::string found = value_after("encoding", first, std::min(head.find("?>", first), head.size()));
        !found.empty()) {
      return found;
    }
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 1)) {
    if (std::string found = value_after("charset", at, std::min(head.find('>', at), head.size())); !found.empty()) {
      return found;
    }
  }
  return {};
}

class Reader {
 public:
  Reader(const std::string& bytes, const std::string& name, Remarks& remarks)
      : bytes_(bytes), name_(name), remarks_(remarks), declared_(declared_encoding(bytes)) {}

  std::string run(std::string_view given) {
    if (!given.empty()) return decode_given(given);
    if (bytes_.starts_with(kUtf8Mark)) return as_utf8();
    if (bytes_.starts_with("\xFF\xFE")) return decode_or_fail(bytes_, name_, *find_encoding("utf-16le"), kByMark);
    if (bytes_.starts_with("\xFE\xFF")) return decode_or_fail(bytes_, name_, *find_encoding("utf-16be"), kByMark);
    if (bytes_.find('\0') != std::string::npos) {
      Guess utf16 = guess_utf16(bytes_);
      if (utf16.encoding == nullptr) return as_utf8();
      say_guess(utf16.encoding->name, utf16.is_sure);
      return std::move(utf16.text);
    }
    if (find_invalid_utf8(bytes_) == kAllValid) {
      compare_declared();
      return as_utf8();
    }
    if (!is_far_from_utf8(bytes_) && !has_legacy_declaration()) return as_utf8();
    if (std::optional<std::string> text = decode_declared()) return *text;
    return guess();
  }

 private:
  static constexpr std::string_view kByMark = "by its byte order mark";

  std::string as_utf8() const {
    if (const std::size_t at = find_invalid_utf8(bytes_); at != kAllValid) fail_utf8(bytes_, name_, at);
    return bytes_;
  }

  std::string decode_given(std::string_view given) const {
    const Encoding* encoding = find_encoding(given);
    if (encoding == nullptr) {
      throw InputError(
          name_, "unknown `encoding` \"" + std::string(given) + "\"; known are " + std::string(known_encodings()));
    }
    return decode_or_fail(bytes_, name_, *encoding, "as the manifest says");
  }

  bool has_legacy_declaration() const {
    const Encoding* encoding = find_encoding(declared_);
    return encoding != nullptr && encoding->name != "UTF-8";
  }

  void compare_declared() {
    const bool is_ascii = std::all_of(bytes_.begin(), bytes_.end(), [](char c) { return (c & 0x80) == 0; });
    if (is_ascii || !has_legacy_declaration()) return;
    remarks_.add(Remark::Kind::kQuestion, 0,
                 "The page says that it is in " + declared_ + ", but it is valid UTF-8; it was read as that.");
  }

  std::optional<std::string> decode_declared() {
    if (declared_.empty()) return std::nullopt;
    const Encoding* encoding = find_encoding(declared_);
    if (encoding == nullptr || encoding->name == "UTF-16LE" || encoding->name == "UTF-16BE") {
      remarks_.add(Remark::Kind::kQuestion, 0, "The page says that it is in " + declared_ + ", which it is not.");
      return std::nullopt;
    }
    Decoding decoding = decode(bytes_, *encoding);
    if (decoding.failed_at == kAllValid) {
      Guess other = guess_encoding(bytes_);
      if (!other.is_sure || other.encoding == encoding) return std::move(decoding.text);
      remarks_.add(Remark::Kind::kQuestion, 0,
                   "The page says that it is in " + declared_ + ", but its text only makes sense in " +
                       std::string(other.encoding->name) + "; it was read as that.");
      return std::move(other.text);
    }
    remarks_.add(Remark::Kind::kQuestion, 0,
                 "The page says that it is in " + declared_ + ", but byte " + std::to_string(decoding.failed_at) +
                     " is not valid in it; its encoding was guessed.");
    return std::nullopt;
  }

  std::string guess() {
    Guess guess = guess_encoding(bytes_);
    if (guess.encoding != nullptr) {
      say_guess(guess.encoding->name, guess.is_sure);
      return std::move(guess.text);
    }
    if (guess.nearly != nullptr) {
      throw InputError(at_byte(name_, guess.failed_at),
                       hex(bytes_[guess.failed_at]) + " begins no valid " + std::string(guess.nearly->name) +
                           ", which the text before it seems to be in; mend the file, convert it to UTF-8 with "
                           "`iconv`, or name its `encoding` in the manifest");
    }
    return as_utf8();  // which it is not: the error
  }

  void say_guess(std::string_view encoding, bool is_sure) {
    std::string what = "The file was read as " + std::string(encoding);
    what += is_sure ? ", by what its bytes look like." : "; that is a guess. Name its `encoding` in the manifest.";
    remarks_.add(is_sure ? Remark::Kind::kRecognised : Remark::Kind::kQuestion, 0, what);
  }

  const std::string& bytes_;
  const std::string& name_;
  Remarks& remarks_;
  std::string declared_;
};

}  // namespace

std::string to_utf8(std::string bytes, const std::string& name, std::string_view given, Remarks& remarks) {
  std::string text = Reader(bytes, name, remarks).run(given);
  if (const std::size_t at = text.find('\0'); at != std::string::npos) {
    const bool same = at < bytes.size() && bytes[at] == '\0';  // else the file is in another encoding
    throw InputError(same ? at_byte(name, at) : name, "a NUL; this is no text, or text in another encoding than UTF-8");
  }
  if (text.starts_with(kUtf8Mark)) text.erase(0, kUtf8Mark.size());
  return text;
}

}  // namespace lr::pack
