// UTF-8 to code points and back, and Unicode normalisation form C (utf8proc does the latter).
#include "utf.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>

namespace lr::pack {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kFirstCombining = 0x300;  // nothing below it takes part in composition as a second

struct Decoded {
  char32_t code_point = 0;
  std::size_t length = 0;  // 0: no well-formed sequence here
};

Decoded decode_one(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4u : lead >= 0xE0 ? 3u : 2u;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() - at < length) return {};
  char32_t code_point = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80u) return {};
    code_point = code_point << 6 | (byte(at + i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, length};
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

}  // namespace

std::size_t find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = decode_one(bytes, at).length;
    if (length == 0) return at;
    at += length;
  }
  return kAllValid;
}

std::u32string decode_utf8(std::string_view bytes) {
  std::u32string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = decode_one(bytes, at);
    text += decoded.length == 0 ? kReplacement : decoded.code_point;
    at += std::max<std::size_t>(decoded.length, 1);
  }
  return text;
}

std::string encode_utf8(std::u32string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * 3);
  const auto put = [&](unsigned value) { bytes += static_cast<char>(value); };
  for (char32_t c : text) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0u | c >> 6), put(0x80u | (c & 0x3Fu));
    } else if (c < 0x10000) {
      put(0xE0u | c >> 12), put(0x80u | (c >> 6 & 0x3Fu)), put(0x80u | (c & 0x3Fu));
    } else {
      put(0xF0u | c >> 18), put(0x80u | (c >> 12 & 0x3Fu)), put(0x80u | (c >> 6 & 0x3Fu)), put(0x80u | (c & 0x3Fu));
    }
  }
  return bytes;
}

std::string nfc(std::string_view utf8) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(utf8.begin(), utf8.end(), is_ascii)) return std::string(utf8);
  utf8proc_uint8_t* mapped = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()), static_cast<utf8proc_ssize_t>(utf8.size()),
                   &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(mapped);
  if (size == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
  if (size < 0) return std::string(utf8);  // not UTF-8: nothing to normalise
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

std::u32string nfc(std::u32string_view text) {
  const auto is_stable = [](char32_t c) { return c < kFirstCombining; };
  if (std::all_of(text.begin(), text.end(), is_stable)) return std::u32string(text);
  return decode_utf8(nfc(encode_utf8(text)));
}

std::u32string compatibility_form(char32_t c) {
  constexpr int kLongest = 18;  // U+FDFA
  const bool is_plain = c < 0xA0 || (c >= 0x3400 && c < 0xA000);
  if (is_plain) return {c};
  std::array<utf8proc_int32_t, kLongest> parts{};
  int last_class = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), kLongest, options, &last_class);
  if (count <= 0 || count > kLongest) return {c};
  return {parts.begin(), parts.begin() + count};
}

std::u32string lower_ascii(std::u32string text) {
  for (char32_t& c : text) c = c >= 'A' && c <= 'Z' ? c + 32 : c;
  return text;
}

}  // namespace lr::pack
