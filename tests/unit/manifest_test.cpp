// Manifests: read from TOML, and made up for files and folders.
#include <gtest/gtest.h>
#include <libreader/pack/manifest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace lr::pack {
namespace {

namespace fs = std::filesystem;

class ManifestTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / ("libreader_manifest_" + std::string(test->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    write("a.md", "甲");
    write("b.txt", "乙");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& bytes) {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << bytes;
  }

  Manifest read(const std::string& toml, const std::optional<fs::path>& folder = std::nullopt) {
    write("m.toml", toml);
    return read_manifest(folder_ / "m.toml", folder);
  }

  // The message of the InputError, without the folder.
  std::string error_of(const std::string& toml) {
    try {
      read(toml);
    } catch (const InputError& error) {
      const std::string message = error.what(), folder = folder_.string() + "/";
      return message.starts_with(folder) ? message.substr(folder.size()) : message;
    }
    return "no error";
  }

  std::vector<std::string> names(const Manifest& manifest) const {
    std::vector<std::string> all;
    for (const auto& document : manifest.documents) all.push_back(fs::relative(document.file, folder_).string());
    return all;
  }

  fs::path folder_;
};

using Names = std::vector<std::string>;

TEST_F(ManifestTest, ReadsEveryKey) {
  const Manifest manifest = read(R"([bundle]
title = "书"
language = "zh-TW"
profiles = ["eink"]
convert = "s2tw"
[[document]]
path = "a.md"
id = "one"
title = "题"
subtitle = "副"
authors = ["甲", "乙"]
date = 2024-05-16
language = "ja"
section = "部"
convert = "none"
[[document]]
path = "b.txt"
authors = "丙"
[[strike]]
face = "Song"
ppem = 24
bpp = 2
)");
  EXPECT_EQ(manifest.title, "书");
  EXPECT_EQ(manifest.language, "zh-TW");
  EXPECT_EQ(manifest.profiles, (Names{"eink"}));
  EXPECT_EQ(names(manifest), (Names{"a.md", "b.txt"}));
  const ImportOptions& options = manifest.documents[0].options;
  EXPECT_EQ(options.fields.id, "one");
  EXPECT_EQ(options.fields.title, "题");
  EXPECT_EQ(options.fields.subtitle, "副");
  EXPECT_EQ(options.fields.authors, (Names{"甲", "乙"}));
  EXPECT_EQ(options.fields.date, "2024-05-16");
  EXPECT_EQ(options.language, "ja");
  EXPECT_EQ(options.sections, Names{"部"});
  EXPECT_EQ(options.default_language, "zh-TW");
  EXPECT_EQ(options.convert, "none");
  EXPECT_EQ(manifest.documents[1].options.convert, "s2tw");
  EXPECT_EQ(manifest.documents[1].options.fields.authors, (Names{"丙"}));
  EXPECT_EQ(manifest.strikes, (std::vector<StrikeSpec>{{"Song", 24, 2}}));
}

TEST_F(ManifestTest, TitleIsTheFolderWhenThereIsNone) {
  EXPECT_EQ(read("[[document]]\npath = \"a.md\"\n").title, folder_.filename().string());
}

TEST_F(ManifestTest, SaysWhatIsWrongAndWhere) {
  const std::string document = "[[document]]\npath = \"a.md\"\n";
  const auto expect = [&](const std::string& toml, const std::string& where, const std::string& part) {
    const std::string message = error_of(toml);
    EXPECT_TRUE(message.starts_with(where)) << message;
    EXPECT_NE(message.find(part), std::string::npos) << message;
  };
  expect("[bundle]\ntitle = \n", "m.toml:2: ", "not TOML");
  expect("[bundle]\ntitle = “书”\n", "m.toml:2: ", "\"“\" stands outside straight quotation marks");
  expect("[bundle]\ntitle = \"\xC4\xE3\"\n", "m.toml:2: ", "not valid UTF-8");
  expect("[bundle]\ntitle = \"\"\"书\"\"\"\"\" é\n", "m.toml:2: ", "\"é\"");
  expect("x = [\n[1], [2]]\n[ =", "m.toml:3: ", "a table header has no key");
  expect("[bundle]\ntitle = 3\n" + document, "m.toml:2: ", "`title`: expected text, found a number");
  expect("[bundle]\nprofiles = [1]\n" + document, "m.toml:2: ", "expected text, found a number");
  expect(document + "colour = 1\n", "m.toml:3: ", "expected one of abstract, abstract_en");
  expect("extra = 1\n" + document, "m.toml:1: ", "unknown key in the manifest");
  expect("bundle = 1\n" + document, "m.toml:1: ", "expected a table [bundle]");
  expect("[document]\npath = \"a.md\"\n", "m.toml:1: ", "expected tables [[document]], found a table");
  expect("[bundle]\nlanguage = \"xx\"\n" + document, "m.toml:2: ", "zh-Hans, zh-Hant, ja, ko, en");
  expect("[bundle]\nconvert = \"s2x\"\n" + document, "m.toml:2: ", "expected one of none, s2t, ");
  expect("[bundle]\ntitle_search = \"x\"\n" + document, "m.toml:2: ", "expected \"words\" or \"none\"");
  expect("[bundle]\nsearch = \"all\"\n" + document, "m.toml:2: ", "expected \"none\", \"blocks\" or \"fine\"; found \"all\"");
  expect("[[document]]\ntitle = \"x\"\n", "m.toml:1: ", "has no `path`");
  expect("[[document]]\npath = \"no.md\"\n", "m.toml:2: ", (folder_ / "no.md").string());
  expect("[[document]]\npath = \".\"\n", "m.toml:2: ", "is no file");
  expect(document + "[[document]]\npath = \"./a.md\"\n", "m.toml:4: ", "already given");
  expect(document + "id = \"x\"\n[[document]]\npath = \"b.txt\"\nid = \"x\"\n", "m.toml:6: ", "already given");
  expect(document + "[[strike]]\nface = \"S\"\nppem = 7\nbpp = 1\n",
         "m.toml:5: ", "expected a number from 8 to 96, found 7");
  expect(document + "[[strike]]\nface = \"S\"\nppem = 24\nbpp = 3\n", "m.toml:6: ", "expected 1, 2 or 4, found 3");
  expect(document + "[[strike]]\nface = \"S\"\nbpp = 1\n", "m.toml:3: ", "has no `ppem`");
  expect(document + "[[strike]]\nppem = 24\nbpp = 1\n", "m.toml:3: ", "has no `face`");
  expect("[bundle]\ntitle = \"x\"\n", "m.toml: ", "no documents");
  EXPECT_THROW(read_manifest(folder_ / "none.toml", std::nullopt), InputError);
}

TEST_F(ManifestTest, FindsDocumentsInTheFolderOfAVariable) {
  const std::string toml = "[bundle]\nfolder_variable = \"LIBREADER_TEST_FOLDER\"\n[[document]]\npath = \"c.md\"\n";
  write("sub/c.md", "丙");
  unsetenv("LIBREADER_TEST_FOLDER");
  EXPECT_NE(error_of(toml).find("set it or pass --folder"), std::string::npos);
  EXPECT_EQ(names(read(toml, folder_ / "sub")), (Names{"sub/c.md"}));
  setenv("LIBREADER_TEST_FOLDER", (folder_ / "sub").c_str(), 1);
  EXPECT_EQ(names(read(toml)), (Names{"sub/c.md"}));
  unsetenv("LIBREADER_TEST_FOLDER");
}

TEST_F(ManifestTest, MakesOneUpForFolders) {
  for (const char* path : {"d/z.md", "d-1.md", "d.md", "README.md", ".hidden.md", ".git/x.md", "p.png", "E.MD"}) {
    write(path, "文");
  }
  const Manifest manifest = manifest_for({folder_});
  EXPECT_EQ(names(manifest), (Names{"E.MD", "a.md", "b.txt", "d-1.md", "d.md", "d/z.md"}));
  EXPECT_EQ(manifest.documents[0].options.sections, Names{});
  EXPECT_EQ(manifest.documents[5].options.sections, Names{"d"}) << "folders are headings of the contents";
  EXPECT_EQ(manifest.title, folder_.filename().string());
  EXPECT_EQ(manifest_for({folder_ / ""}).title, folder_.filename().string());
}

TEST_F(ManifestTest, UsesTheManifestOfAFolder) {
  write("s/manifest.toml",
        "[bundle]\ntitle = \"内\"\nprofiles = [\"p\"]\n[[document]]\npath = \"y.md\"\nsection = \"节\"\n");
  write("s/x.md", "文");
  write("s/y.md", "文");
  const Manifest inner = manifest_for({folder_ / "s"});
  EXPECT_EQ(inner.title, "内");
  EXPECT_EQ(names(inner), (Names{"s/y.md"}));
  const Manifest outer = manifest_for({folder_, folder_ / "s"});
  EXPECT_EQ(names(outer), (Names{"a.md", "b.txt", "s/y.md"}));
  EXPECT_EQ(outer.documents[2].options.sections, (Names{"内", "节"}));
  EXPECT_EQ(outer.profiles, (Names{"p"}));
}

TEST_F(ManifestTest, FoldersMayBeDeep) {
  write("t/1/2/3/4/5/6/z.md", "文");
  EXPECT_EQ(manifest_for({folder_ / "t"}).documents[0].options.sections, (Names{"1", "2", "3", "4", "5", "6"}));
}

TEST_F(ManifestTest, MakesOneUpForFiles) {
  const Manifest manifest = manifest_for({folder_ / "b.txt", folder_ / "a.md", folder_ / "b.txt"});
  EXPECT_EQ(names(manifest), (Names{"b.txt", "a.md"}));
  EXPECT_EQ(manifest.title, "b");
  EXPECT_THROW(manifest_for({folder_ / "none.md"}), InputError);
  EXPECT_THROW(manifest_for({}), InputError);
  fs::create_directories(folder_ / "empty");
  EXPECT_THROW(manifest_for({folder_ / "empty"}), InputError);
}

}  // namespace
}  // namespace lr::pack
