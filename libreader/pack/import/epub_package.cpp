// The package of an EPUB: META-INF/container.xml names it, it names everything else.
#include <algorithm>
#include <map>

#include "../import.h"
#include "addresses.h"
#include "epub.h"
#include "utf.h"
#include "xml.h"

namespace lr::pack {
namespace {

constexpr const char* kContainerPath = "META-INF/container.xml";
constexpr const char* kEncryptionPath = "META-INF/encryption.xml";

// Only the obfuscation of fonts: the text is not encrypted.
bool is_font_obfuscation(std::string_view algorithm) {
  return algorithm == "http://www.idpf.org/2008/embedding" || algorithm == "http://ns.adobe.com/pdf/enc#RC";
}

void refuse_protection(Container& container, Remarks& remarks) {
  if (!container.has(kEncryptionPath)) return;
  container.unpack({kEncryptionPath});
  pugi::xml_document encryption;
  parse_xml(container.bytes_of(kEncryptionPath), container.where(kEncryptionPath), remarks, encryption);
  walk_xml(encryption, [&](const pugi::xml_node& node) {
    if (is_named(node, "EncryptedData") &&
        !is_font_obfuscation(attribute_of(child_of(node, "EncryptionMethod"), "Algorithm"))) {
      throw InputError(container.where(kEncryptionPath),
                       "the book is protected against copying and cannot be read; get it without protection");
    }
    return true;
  });
}

std::string find_package(Container& container, Remarks& remarks) {
  if (!container.has(kContainerPath)) {
    throw InputError(container.where(kContainerPath), "is not there: this is no EPUB, or a damaged one; get it anew");
  }
  container.unpack({kContainerPath});
  pugi::xml_document document;
  parse_xml(container.bytes_of(kContainerPath), container.where(kContainerPath), remarks, document);
  std::string path;
  walk_xml(document, [&](const pugi::xml_node& node) {
    const std::string_view type = attribute_of(node, "media-type");
    const bool is_package = is_named(node, "rootfile") && (type.empty() || type == "application/oebps-package+xml");
    if (path.empty() && is_package) path = percent_decoded(attribute_of(node, "full-path"));
    return true;
  });
  if (path.empty()) throw InputError(container.where(kContainerPath), "names no package; the book is damaged");
  if (!container.has(path)) {
    throw InputError(container.where(path), "the package that META-INF/container.xml names is not there; get it anew");
  }
  container.unpack({path});
  return path;
}

// "2024-05-16T06:59:00Z" to "2024-05-16"; what is no such date stays as it is.
std::string plain_date(const std::string& text) {
  const bool has_time = text.size() > 10 && text[4] == '-' && text[7] == '-' && text[10] == 'T';
  return has_time ? text.substr(0, 10) : text;
}

EpubRole role_of(std::string_view type) {
  if (type == "cover") return EpubRole::kCover;
  if (type == "title-page" || type == "titlepage" || type == "halftitlepage") return EpubRole::kTitlePage;
  if (type == "toc") return EpubRole::kContents;
  return EpubRole::kText;
}

class PackageReader {
 public:
  PackageReader(Container& container, std::string path, Remarks& remarks) : container_(container), remarks_(remarks) {
    package_.path = std::move(path);
  }

  EpubPackage run() {
    pugi::xml_document document;
    parse_xml(container_.bytes_of(package_.path), container_.where(package_.path), remarks_, document);
    const pugi::xml_node root = document.document_element();
    read_metadata(child_of(root, "metadata"));
    read_manifest(child_of(root, "manifest"));
    read_spine(child_of(root, "spine"));
    for (const pugi::xml_node& one : child_of(root, "guide").children()) {
      std::string fragment;
      const std::string path = resolve_href(package_.path, attribute_of(one, "href"), fragment);
      const EpubRole role = role_of(attribute_of(one, "type"));
      if (role != EpubRole::kText && fragment.empty()) package_.roles.try_emplace(path, role);
    }
    return std::move(package_);
  }

 private:
  // EPUB 3 says more of an element in a <meta> that refines it.
  std::string refinement(const pugi::xml_node& node, const char* property) const {
    const auto found = refinements_.find({"#" + std::string(attribute_of(node, "id")), property});
    return found == refinements_.end() ? std::string() : found->second;
  }

  void read_metadata(pugi::xml_node metadata) {
    if (const pugi::xml_node old = child_of(metadata, "dc-metadata")) metadata = old;
    for (const pugi::xml_node& node : metadata.children()) {
      if (!is_named(node, "meta") || attribute_of(node, "refines").empty()) continue;
      refinements_[{std::string(attribute_of(node, "refines")), std::string(attribute_of(node, "property"))}] =
          text_of(node);
    }
    for (const pugi::xml_node& node : metadata.children()) {
      if (const std::string value = text_of(node); !value.empty()) read_element(node, value);
    }
  }

  void read_element(const pugi::xml_node& node, const std::string& value) {
    Fields& fields = package_.fields;
    const auto first = [&](std::string& field) { field = field.empty() ? value : field; };
    if (is_named(node, "title")) {
      const std::string type = refinement(node, "title-type");
      if (type == "subtitle") first(fields.subtitle);
      if (type == "main" && !has_main_title_) fields.title = value;
      has_main_title_ = has_main_title_ || type == "main";
      if (type.empty()) first(fields.title);
    } else if (is_named(node, "creator")) {
      std::string role(attribute_of(node, "role"));
      if (role.empty()) role = refinement(node, "role");
      if (role.empty() || role == "aut") fields.authors.push_back(value);
    } else if (is_named(node, "date")) {
      const std::string_view event = attribute_of(node, "event");
      if (event.empty() || event == "publication") first(fields.date);
      fields.date = plain_date(fields.date);
    } else if (is_named(node, "subject")) {
      fields.keywords.push_back(value);
    } else if (is_named(node, "description")) {
      if (fields.abstract_text.empty()) fields.abstract_text = encode_utf8(text_of(HtmlTree(value).root()));
    } else if (is_named(node, "publisher")) {
      first(fields.publication);
    } else if (is_named(node, "language")) {
      first(package_.language);
    }
  }

  void read_manifest(const pugi::xml_node& manifest) {
    for (const pugi::xml_node& item : manifest.children()) {
      if (!is_named(item, "item")) continue;
      std::string fragment;
      const std::string path = resolve_href(package_.path, attribute_of(item, "href"), fragment);
      const std::string_view type = attribute_of(item, "media-type");
      paths_.try_emplace(std::string(attribute_of(item, "id")), path);
      if (has_word(attribute_of(item, "properties"), "nav")) package_.nav = path;
      if (type == "application/x-dtbncx+xml") package_.ncx = path;
    }
  }

  void read_spine(const pugi::xml_node& spine) {
    if (const auto named = paths_.find(std::string(attribute_of(spine, "toc"))); named != paths_.end()) {
      package_.ncx = named->second;
    }
    for (const pugi::xml_node& item : spine.children()) {
      if (!is_named(item, "itemref")) continue;
      const auto found = paths_.find(std::string(attribute_of(item, "idref")));
      const auto same = [&](const EpubSpineItem& other) { return other.path == found->second; };
      if (found == paths_.end() || !container_.has(found->second)) {
        const std::string name = found == paths_.end() ? std::string(attribute_of(item, "idref")) : found->second;
        remarks_.add(Remark::Kind::kMissing, 0, "The book names a document that is not in it: \"" + name + "\".");
      } else if (std::none_of(package_.spine.begin(), package_.spine.end(), same)) {
        package_.spine.push_back({found->second, attribute_of(item, "linear") != "no"});
      }
    }
    if (package_.spine.empty()) {
      throw InputError(container_.where(package_.path), "names no document that is in the book; get the book anew");
    }
  }

  Container& container_;
  Remarks& remarks_;
  EpubPackage package_;
  bool has_main_title_ = false;
  std::map<std::pair<std::string, std::string>, std::string> refinements_;  // by what they refine and their property
  std::map<std::string, std::string> paths_;                                // by the manifest's ids
};

}  // namespace

std::string resolve_href(std::string_view base, std::string_view href, std::string& fragment) {
  const std::size_t hash = std::min(href.find('#'), href.size());
  fragment = hash < href.size() ? percent_decoded(href.substr(hash + 1)) : std::string();
  const std::string target = percent_decoded(href.substr(0, hash));
  if (target.empty()) return hash < href.size() ? std::string(base) : std::string();
  if (target.find("://") != std::string::npos || target.starts_with("mailto:") || target.starts_with("data:")) return {};
  std::string path(base.substr(0, base.rfind('/') + 1));  // npos + 1 is 0
  if (target.starts_with('/')) path.clear();
  for (std::size_t at = 0; at <= target.size();) {
    const std::size_t end = std::min(target.find('/', at), target.size());
    const std::string part = target.substr(at, end - at);
    at = end + 1;
    if (part == "..") {
      if (!path.empty()) path.pop_back();
      path.erase(path.rfind('/') + 1);
    } else if (!part.empty() && part != ".") {
      path += part + (end < target.size() ? "/" : "");
    }
  }
  return path;
}

EpubPackage read_package(Container& container, Remarks& remarks) {
  const std::string path = find_package(container, remarks);
  refuse_protection(container, remarks);
  return PackageReader(container, path, remarks).run();
}

}  // namespace lr::pack
