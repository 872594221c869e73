// Encodings: from the bytes of a file to UTF-8, by marks, by what a page or the manifest says, and by a guess.
#include <gtest/gtest.h>
#include <iconv.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/encoding.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/manifest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace lr::pack {
namespace {

const std::string kSimplified =
    "# 城市里的河\n\n这条河从城市的北边流过来，经过老城，在东门外和另一条河相会。人们说，以前的水比现在清得多，"
    "夏天的晚上，孩子们都到河边去玩。后来工厂开了，水就不能用了。\n\n现在，市政府又把河治好了。\n";
const std::string kTraditional =
    "# 城市裡的河\n\n這條河從城市的北邊流過來，經過老城，在東門外和另一條河相會。人們說，以前的水比現在清得多，"
    "夏天的晚上，孩子們都到河邊去玩。後來工廠開了，水就不能用了。\n\n現在，市政府又把河治好了。\n";
const std::string kJapanese =
    "# 町の川\n\nこの川は町の北から流れてきて、古い町を通り、東の門の外でもう一つの川と出会う。昔の水は今よりも"
    "ずっときれいだったと人々は言う。\n\nしかし、工場ができてから、水は使えなくなった。\n";
const std::string kKorean =
    "# 도시의 강\n\n이 강은 도시의 북쪽에서 흘러와서 옛 도시를 지나 동문 밖에서 다른 강과 만난다. 사람들은 옛날의 물이 "
    "지금보다 훨씬 맑았다고 말한다.\n\n그러나 공장이 생긴 뒤로는 물을 쓸 수 없게 되었다.\n";

std::string encode(const std::string& utf8, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  std::string bytes(utf8.size() * 4, '\0');
  char* in = const_cast<char*>(utf8.data());
  char* out = bytes.data();
  std::size_t left = utf8.size(), room = bytes.size();
  EXPECT_EQ(iconv(converter, &in, &left, &out, &room), 0u) << encoding;
  iconv_close(converter);
  bytes.resize(bytes.size() - room);
  return bytes;
}

struct Result {
  std::string text, error;
  std::vector<Remark> remarks;

  bool has(Remark::Kind kind, const std::string& part) const {
    for (const Remark& remark : remarks) {
      if (remark.kind == kind && remark.what.find(part) != std::string::npos) return true;
    }
    return false;
  }
};

Result read(const std::string& bytes, const std::string& given = "") {
  Result result;
  Remarks remarks("a.txt");
  try {
    result.text = to_utf8(bytes, "a.txt", given, remarks);
  } catch (const InputError& error) {
    result.error = error.what();
  }
  result.remarks = remarks.take();
  return result;
}

struct Case {
  const std::string& text;
  const char *encoding, *name;
};

const Case kCases[] = {
    {kSimplified, "GBK", "GB18030"}, {kSimplified, "GB18030", "GB18030"},   {kTraditional, "GBK", "GB18030"},
    {kTraditional, "BIG5", "Big5"},  {kJapanese, "CP932", "Shift_JIS"},     {kJapanese, "EUC-JP", "EUC-JP"},
    {kKorean, "CP949", "EUC-KR"},    {kSimplified, "UTF-16LE", "UTF-16LE"}, {kKorean, "UTF-16BE", "UTF-16BE"},
};

TEST(Encoding, GuessesByWhatReadsWell) {
  for (const Case& one : kCases) {
    const Result result = read(encode(one.text, one.encoding));
    EXPECT_EQ(result.text, one.text) << one.encoding << " " << result.error;
    EXPECT_TRUE(result.has(Remark::Kind::kRecognised, one.name)) << one.encoding;
  }
}

TEST(Encoding, ReadsByteOrderMarks) {
  EXPECT_EQ(read("\xEF\xBB\xBF" + kSimplified).text, kSimplified);
  EXPECT_EQ(read("\xFF\xFE" + encode(kSimplified, "UTF-16LE")).text, kSimplified);
  EXPECT_EQ(read("\xFE\xFF" + encode("短", "UTF-16BE")).text, "短");
  EXPECT_EQ(read(kSimplified).text, kSimplified);
  EXPECT_TRUE(read(kSimplified).remarks.empty());
}

TEST(Encoding, ErrorsNameTheByte) {
  EXPECT_NE(read("\xFF\xFEx").error.find("a.txt, byte 2: 0x78 begins no valid UTF-16LE"), std::string::npos);
  EXPECT_NE(read(std::string("\xFE\xFF\xD8\x00\x00\x41", 6)).error.find("byte 2: 0xD8"), std::string::npos);
  EXPECT_NE(read("ab\xC4\xE3").error.find("byte 2: 0xC4 begins no valid UTF-8"), std::string::npos);
  EXPECT_NE(read(std::string("ab\0c", 4)).error.find("byte 2: a NUL"), std::string::npos);
  std::string damaged = encode(kSimplified, "GBK");
  damaged += "\xFF\xFF";
  const std::string at = "byte " + std::to_string(damaged.size() - 2);
  EXPECT_NE(read(damaged).error.find(at), std::string::npos) << read(damaged).error;
  EXPECT_NE(read(damaged).error.find("GB18030"), std::string::npos);
  EXPECT_NE(read(damaged, "gbk").error.find(at), std::string::npos) << read(damaged, "gbk").error;
}

TEST(Encoding, DamagedUtf8IsNotAnotherEncoding) {
  std::string damaged = kSimplified;
  damaged.insert(damaged.size() / 2, "\xFF\xFE\xC4\xFF\xFE");
  EXPECT_NE(read(damaged).error.find("begins no valid UTF-8"), std::string::npos);
  EXPECT_NE(read(kKorean.substr(0, kKorean.size() - 3)).error.find("UTF-8"), std::string::npos);
}

TEST(Encoding, RefusesWhatReadsLikeNothing) {
  std::string bytes;
  unsigned seed = 1;
  for (int i = 0; i < 400; ++i) {
    seed = seed * 1103515245u + 12345u;
    bytes += static_cast<char>(seed >> 16 & 0xFF) | '\x01';
  }
  EXPECT_NE(read(bytes).error, "");
  const std::string french = encode("été déjà où être hélas là-bas à côté, élève, père, mère, forêt", "CP1252");
  EXPECT_NE(read(french).error.find("byte 0"), std::string::npos);
}

TEST(Encoding, TheManifestDecides) {
  EXPECT_EQ(read(encode("caf\xC3\xA9", "CP1252"), "windows-1252").text, "café");
  EXPECT_EQ(read(encode("书", "GBK"), "GB2312").text, "书");
  EXPECT_NE(read("x", "klingon").error.find("known are UTF-8"), std::string::npos);
  EXPECT_NE(read("书", "euc-kr").error, "");
  ImportOptions options;
  options.encoding = "Shift_JIS";
  EXPECT_EQ(import_bytes(encode("川", "CP932"), "a.txt", options).articles.at(0).blocks.at(0).text(), U"川");
}

TEST(Encoding, IsAKeyOfTheManifest) {
  const auto folder = std::filesystem::temp_directory_path() / "libreader_encoding_test";
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& encoding) {
    std::ofstream(folder / "a.txt") << encode("川", "CP932");
    std::ofstream(folder / "m.toml") << "[[document]]\npath = \"a.txt\"\nencoding = \"" + encoding + "\"\n";
    return folder / "m.toml";
  };
  const Manifest manifest = read_manifest(write("Shift_JIS"), std::nullopt);
  EXPECT_EQ(manifest.documents.at(0).options.encoding, "Shift_JIS");
  EXPECT_EQ(import_file(manifest.documents[0].file, manifest.documents[0].options).articles.at(0).blocks.at(0).text(),
            U"川");
  EXPECT_THROW(read_manifest(write("klingon"), std::nullopt), InputError);
  std::filesystem::remove_all(folder);
}

TEST(Encoding, PagesSayTheirEncoding) {
  const std::string head = "<html><head><meta charset=\"gb2312\"></head><body>";
  EXPECT_EQ(read(head + encode("书", "GBK")).text, head + "书");
  const std::string old_head = "<meta http-equiv=Content-Type content='text/html; charset=Big5'>";
  EXPECT_EQ(read(old_head + encode("書", "BIG5")).text, old_head + "書");
  const std::string xml = "<?xml version=\"1.0\" encoding=\"EUC-JP\"?><p>";
  EXPECT_EQ(read(xml + encode("本", "EUC-JP")).text, xml + "本");
  EXPECT_TRUE(read(head + "书").has(Remark::Kind::kQuestion, "gb2312, but it is valid UTF-8"));
  const Result wrong = read("<meta charset=euc-kr>" + encode(kJapanese, "CP932"));
  EXPECT_EQ(wrong.text, "<meta charset=euc-kr>" + kJapanese) << wrong.error;
  EXPECT_TRUE(wrong.has(Remark::Kind::kQuestion, "euc-kr"));
}

}  // namespace
}  // namespace lr::pack
