// Documents that are no bundles yet: packed when they are opened, and kept in the user's cache.
#pragma once
#include <string>

namespace lrread {

struct Packed {
  std::string bundle;   // the file
  std::string journal;  // what the document's places are kept under: its path, so that they outlive changes of its text
  std::string wrong;    // what is wrong and what to do; empty: nothing
};

// Whether a file is to be packed first: it is there, is no bundle and is not called one.
bool is_document(const std::string& path);

// The bundle of a document: from $XDG_CACHE_HOME/libreader/documents, where it lies under the hash of the document, its
// name and the packer; else packed into it by the lrpack that lies beside this program or in PATH, which shows its
// progress. Text only. The documents that were not opened for longest make room for new ones.
Packed pack_document(const std::string& path);

}  // namespace lrread
