// The encodings that files come in, and how their bytes become UTF-8: iconv does it. Labels are those that browsers
// accept; like there, one that names a subset means the set that people really wrote in (gb2312: GB18030).
#include "encoding_table.h"

#include <iconv.h>

#include <cerrno>
#include <memory>

#include "encoding.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr Encoding kEncodings[] = {
    {"UTF-8", "UTF-8", " utf-8 utf8 unicode-1-1-utf-8 "},
    {"UTF-16LE", "UTF-16LE", " utf-16le utf-16 ucs-2 unicode "},
    {"UTF-16BE", "UTF-16BE", " utf-16be "},
    {"GB18030", "GB18030", " gb18030 gbk gb2312 gb_2312 gb_2312-80 gb2312-80 x-gbk cp936 windows-936 euc-cn chinese "},
    {"Big5", "BIG5-HKSCS", " big5 big5-hkscs big-5 cn-big5 x-x-big5 cp950 windows-950 big5hkscs "},
    {"Shift_JIS", "CP932", " shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 windows-932 ms932 "},
    {"EUC-JP", "EUC-JP-MS", " euc-jp eucjp x-euc-jp euc-jp-ms "},
    {"EUC-KR", "CP949", " euc-kr euckr korean ks_c_5601-1987 ksc5601 windows-949 cp949 uhc "},
    {"ISO-2022-JP", "ISO-2022-JP", " iso-2022-jp csiso2022jp "},
    {"windows-1252", "CP1252", " windows-1252 cp1252 iso-8859-1 iso8859-1 latin1 l1 ascii us-ascii "},
};

struct CloseConverter {
  void operator()(void* converter) const { iconv_close(converter); }
};

}  // namespace

std::string_view known_encodings() {
  return "UTF-8, UTF-16LE, UTF-16BE, GB18030 (GBK, GB2312), Big5, Shift_JIS, EUC-JP, EUC-KR, ISO-2022-JP, windows-1252";
}

bool is_known_encoding(std::string_view label) { return find_encoding(label) != nullptr; }

const Encoding* find_encoding(std::string_view label) {
  std::string wanted = " ";
  for (char c : label) wanted += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  wanted += ' ';
  if (label.empty() || label.find(' ') != std::string_view::npos) return nullptr;
  for (const Encoding& encoding : kEncodings) {
    if (encoding.labels.find(wanted) != std::string_view::npos) return &encoding;
  }
  return nullptr;
}

Decoding decode(std::string_view bytes, const Encoding& encoding) {
  if (encoding.name == "UTF-8") {
    const std::size_t invalid = find_invalid_utf8(bytes);
    return {std::string(bytes.substr(0, invalid)), invalid};
  }
  const iconv_t handle = iconv_open("UTF-8", encoding.converter);
  if (handle == reinterpret_cast<iconv_t>(-1)) return {{}, 0};  // this system's iconv does not know it
  const std::unique_ptr<void, CloseConverter> converter(handle);
  Decoding decoding{{}, kAllValid};
  char* in = const_cast<char*>(bytes.data());  // iconv does not write to it
  std::size_t left = bytes.size();
  while (left > 0) {
    char buffer[16 * 1024];
    char* out = buffer;
    std::size_t room = sizeof buffer;
    const std::size_t result = iconv(handle, &in, &left, &out, &room);
    const int error = errno;
    decoding.text.append(buffer, static_cast<std::size_t>(out - buffer));
    if (result != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    decoding.failed_at = bytes.size() - left;
    break;
  }
  return decoding;
}

}  // namespace lr::pack
