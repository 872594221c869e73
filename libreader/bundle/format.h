// The numbers of the bundle format, for the packer that writes it and the device that reads it. FORMAT.md is the
// specification; a test compares its tables with these.
#pragma once
#include <libreader/base/storage.h>

#include <cstdint>

namespace lr::format {

inline constexpr std::uint16_t kVersion = 4;
inline constexpr std::uint8_t kMagic[4] = {'L', 'R', 'B', 0x1A};

// Header: kHeaderBytes, then one entry a section, then the CRC-32C of those entries.
inline constexpr std::uint32_t kHeaderBytes = 64;
inline constexpr std::uint32_t kHeaderVersionAt = 4;       // u16
inline constexpr std::uint32_t kHeaderSectionsAt = 6;      // u8
inline constexpr std::uint32_t kHeaderUnitBytesAt = 7;     // u8: of a record of UNIT
inline constexpr std::uint32_t kHeaderFileBytesAt = 8;     // u32
inline constexpr std::uint32_t kHeaderFrontBytesAt = 12;   // u32: all that a list of articles needs lies before
inline constexpr std::uint32_t kHeaderIdAt = 16;           // u64
inline constexpr std::uint32_t kHeaderArticlesAt = 24;     // u32
inline constexpr std::uint32_t kHeaderUnitsAt = 28;        // u32
inline constexpr std::uint32_t kHeaderChunksAt = 32;       // u32
inline constexpr std::uint32_t kHeaderNotesAt = 36;        // u32
inline constexpr std::uint32_t kHeaderMarksAt = 40;        // u32
inline constexpr std::uint32_t kHeaderHeadingsAt = 44;     // u32
inline constexpr std::uint32_t kHeaderNavigationAt = 48;   // u32
inline constexpr std::uint32_t kHeaderAddedAt = 52;        // u32: where added sections begin; 0: there are none
inline constexpr std::uint32_t kHeaderAddedListAt = 56;    // u32: their list, up to the copy of the header
inline constexpr std::uint32_t kHeaderCrcAt = 60;          // u32, of the bytes before it
inline constexpr std::uint32_t kSectionEntryBytes = 16;    // tag[4], u32 offset, u32 bytes, u32 CRC-32C of the section
inline constexpr std::uint32_t kMaxSections = 64;

// What was added, at the end of the file: the sections, their list, a copy of the header. The list: kAddedListBytes, then an
// entry a section, then the CRC-32C of all that.
inline constexpr std::uint32_t kAddedListBytes = 8;        // u32 CRC-32C of the sections, u32 chunks before the first append
inline constexpr std::uint32_t kAddedEntryBytes = 8;       // tag[4], u32 bytes: they touch
inline constexpr std::uint32_t kInPlace = 0x80000000;      // in an entry's bytes: stands for all sections of its tag before

// A tag as the number that its four bytes make.
constexpr std::uint32_t tag(const char (&name)[5]) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(name[0])) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[1])) << 8 |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[2])) << 16 |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[3])) << 24;
}

inline constexpr std::uint32_t kAlphabetTag = tag("ALPH");    // groups and break table
inline constexpr std::uint32_t kCodePointsTag = tag("CPTS");  // table: the code point of each symbol
inline constexpr std::uint32_t kClustersTag = tag("CLUS");    // table: symbols of more than one code point
inline constexpr std::uint32_t kTextCodeTag = tag("CODE");    // bytes in checked pages
inline constexpr std::uint32_t kPhrasesTag = tag("PHRA");     // likewise
inline constexpr std::uint32_t kArticlesTag = tag("ARTI");    // table
inline constexpr std::uint32_t kNamesTag = tag("NAME");       // table of bytes: article ids
inline constexpr std::uint32_t kUnitsTag = tag("UNIT");       // table
inline constexpr std::uint32_t kChunksTag = tag("CHNK");      // table
inline constexpr std::uint32_t kTextTag = tag("TEXT");        // chunks
inline constexpr std::uint32_t kNotesTag = tag("NOTE");       // table
inline constexpr std::uint32_t kMarksTag = tag("MARK");       // table: the note of each mark
inline constexpr std::uint32_t kHeadingsTag = tag("HEAD");    // table
inline constexpr std::uint32_t kNavigationTag = tag("NAVI");  // table
inline constexpr std::uint32_t kListTag = tag("LIST");        // chunks: the titles of the contents and of TITL
inline constexpr std::uint32_t kTitlesTag = tag("TITL");      // table: the articles by title
inline constexpr std::uint32_t kOrdersTag = tag("SORT");      // table: the same by author and by date
inline constexpr std::uint32_t kTitleOrderTag = tag("ORDR");  // table: the titles in their order, where TITL has grown
inline constexpr std::uint32_t kKeysTag = tag("KEYS");        // bytes in checked pages: what titles are found by
inline constexpr std::uint32_t kFindTag = tag("FIND");        // table: the keys in their order
inline constexpr std::uint32_t kSearchTag = tag("SRCH");      // bytes in checked pages: folds, and lists of where symbols stand
inline constexpr std::uint32_t kFoldsTag = tag("FOLD");     // table: folds beside those of SRCH
inline constexpr std::uint32_t kMenuTag = tag("MENU");        // bytes in checked pages: what an application says, in symbols
inline constexpr std::uint32_t kLinksTag = tag("LINK");       // table: parts of the text that lead to other places
inline constexpr std::uint32_t kStrikeTag = tag("STRK");      // one section a strike
inline constexpr std::uint32_t kPagesTag = tag("PAGE");  // bytes in checked pages: where pages begin, in some styles
inline constexpr std::uint32_t kOutlineTag = tag("OUTL");     // bytes in checked pages: fonts; the device never reads it
inline constexpr std::uint32_t kMetaTag = tag("META");        // for people and tools; the device never reads it
inline constexpr std::uint32_t kTreeTag = tag("TREE");        // hashes of all before it, and a signature; likewise

// Records, in bytes.
inline constexpr std::uint16_t kCodePointsBytes = 17;  // of kSymbolsARecord symbols: u8 flags, then u16 a symbol; or of rare ones
inline constexpr std::uint16_t kClusterWordBytes = 4;
inline constexpr std::uint16_t kArticleBytes = 48;
inline constexpr std::uint16_t kChunksBytes = 36;      // of kChunksARecord chunks: u32 offset, then two u16 a chunk
inline constexpr std::uint16_t kNoteBytes = 8;
inline constexpr std::uint16_t kMarkBytes = 2;
inline constexpr std::uint16_t kHeadingBytes = 6;
inline constexpr std::uint16_t kLinkBytes = 14;        // u32 unit, u24 code point, u8 code points, u24 article, u24 block
inline constexpr std::uint16_t kNavigationBytes = 12;  // u32 article, u32 offset in LIST, u16 bytes, u8 depth, u8 0

inline constexpr std::uint16_t kTitleBytes = 16;       // u32 article, u32 offset in LIST, u16 bytes, u16 and u32 in KEYS
inline constexpr std::uint16_t kOrderBytes = 12;       // four u24
inline constexpr std::uint16_t kTitleOrderBytes = 3;   // u24 in TITL
inline constexpr std::uint16_t kFoldBytes = 5;         // u24 code point, u16 symbol
inline constexpr std::uint16_t kFindBytes = 5;         // u24 in TITL, u16 in its keys

inline constexpr std::uint32_t kPagesHeadBytes = 4;  // u16 version of the layout, u16 tables
inline constexpr std::uint32_t kPageTableBytes =
    16;  // u32 style key, u32 blocks, u32 bytes, u16 line items, u8 parameter, u8 0
inline constexpr std::uint32_t kPageBlockBytes = 128;
inline constexpr std::uint32_t kPageBlockHeadBytes = 13;  // u32 page, u32 unit, u32 code point, u8 pages
inline constexpr std::uint32_t kMenuLanguages = 5;     // zh-Hans, zh-Hant, ja, ko, en
inline constexpr std::uint32_t kMenuHeadBytes = 12;    // u8 texts, u8 0, then a u16 a language: where its texts begin

inline constexpr std::uint32_t kSymbolsARecord = 8;
constexpr std::uint32_t records_of(std::uint32_t count, std::uint32_t a_record) { return (count + a_record - 1) / a_record; }
inline constexpr std::uint32_t kRareSymbolsARecord = 16;  // a code point, then as many u8 as the next is behind the last
inline constexpr std::uint32_t kChunksARecord = 8;

// UNIT: what a record's numbers are coded with, and how a unit lies after the one before it.
inline constexpr std::uint32_t kUnitsARecord = 8;
inline constexpr std::uint32_t kLeastUnitBytes = 4;
inline constexpr std::uint32_t kFirstChunkBits = 8;  // low bits of Golomb codes
inline constexpr std::uint32_t kPointsBits = 6;
enum UnitPlace : std::uint32_t {
  kSameChunk,   // it shares the chunk that the last one with text stands in
  kNextChunk,   // the next chunk, which it shares with others
  kOwnChunks,   // + how many
};

// Limits that the packer keeps and the reader checks.
inline constexpr std::uint32_t kMaxChunkTextBytes = 508;  // a chunk and its CRC fill a page at most
inline constexpr std::uint32_t kMaxClusterCodePoints = 31;
inline constexpr std::uint32_t kMaxIdBytes = 255;
inline constexpr std::uint32_t kMaxLinkCodePoints = 255;  // of a longer one the first are the link
inline constexpr std::uint32_t kMaxDepth = 255;  // of a line of the contents
inline constexpr std::uint32_t kMaxPageRice = 24;
inline constexpr std::uint32_t kFrontLimitBytes = 16384;

// Bytes of KEYS that are no text.
inline constexpr std::uint8_t kKeyEnd = 0;
inline constexpr std::uint8_t kKeyStart = 1;


inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

}  // namespace lr::format
