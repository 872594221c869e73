// Ranges over libcurl.
//
// What a list of articles needs lies in front. A paragraph then takes three ranges: its record in UNIT; from its record
// in CHNK on to the end of PHRA, which is every table that text is decoded with; its chunk in TEXT.
#include "remote.h"

#include <curl/curl.h>
#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/import.h>
#include <libreader/pack/upkeep/sections.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace lrpack {
namespace {

using lr::pack::InputError;

constexpr std::uint32_t kRemotePageBytes = 4096;
constexpr std::uint32_t kFirstBytes = lr::format::kFrontLimitBytes;
constexpr std::uint32_t kMostPartBytes = std::uint32_t{1} << 20;  // of a part that is fetched as a whole
constexpr std::uint32_t kMostAheadBytes = std::uint32_t{1} << 18;
constexpr long kSeconds = 30;  // without a byte

}  // namespace

bool is_url(const std::string& name) { return name.starts_with("http://") || name.starts_with("https://"); }

// One transfer after the other over one connection.
struct RemoteFile::Connection {
  explicit Connection(const std::string& url) : curl(curl_easy_init(), &curl_easy_cleanup) {
    if (curl == nullptr) throw std::runtime_error("libcurl cannot be started");
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, kSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, kSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "libreader/" LR_VERSION);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, this);
  }

  // Empty: it went well; else why not.
  std::string get(std::uint32_t begin, std::uint32_t end) {
    body.clear();
    most = end - begin;
    total = 0;
    const std::string tag_before = tag;
    const std::string range = std::to_string(begin) + "-" + std::to_string(end - 1);
    curl_easy_setopt(curl.get(), CURLOPT_RANGE, range.c_str());
    const CURLcode code = curl_easy_perform(curl.get());
    const long answer = status();
    if (answer == 200) return "is on a server that does not serve ranges of a file: download it and give the file";
    if (answer == 404 || answer == 410) return "is not there (HTTP " + std::to_string(answer) + ")";
    if (answer >= 300 || (answer != 206 && code == CURLE_OK))
      return "cannot be had (HTTP " + std::to_string(answer) + ")";
    if (code != CURLE_OK) return std::string("cannot be fetched: ") + curl_easy_strerror(code);
    if (!tag_before.empty() && tag != tag_before) return "was changed on the server while it was read: try again";
    return {};
  }

  long status() const {
    long answer = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
    return answer;
  }

  static std::size_t take_header(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& connection = *static_cast<Connection*>(self);
    const std::string line(bytes, size);
    std::string name = line.substr(0, line.find(':'));
    for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    const std::size_t slash = line.rfind('/');
    if (name == "content-range" && slash != std::string::npos)
      connection.total = std::strtoull(line.c_str() + slash + 1, nullptr, 10);
    if (name == "etag") connection.tag = line;
    return size;
  }

  // A whole file that nobody asked for is not waited for.
  static std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& connection = *static_cast<Connection*>(self);
    if (connection.status() != 206 || connection.body.size() + size > connection.most) return 0;
    connection.body.insert(connection.body.end(), bytes, bytes + size);
    return size;
  }

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl;
  std::vector<std::uint8_t> body;
  std::size_t most = 0;
  std::uint64_t total = 0;  // bytes of the file
  std::string tag;          // of its version
};

RemoteFile::RemoteFile(std::string url) : url_(std::move(url)), connection_(std::make_unique<Connection>(url_)) {
  if (const std::string problem = connection_->get(0, kFirstBytes); !problem.empty()) throw InputError(url_, problem);
  if (connection_->total > 0xFFFFFFFF) throw InputError(url_, "is larger than a bundle can be");
  size_bytes_ = static_cast<std::uint32_t>(connection_->total);
  for (std::uint32_t at = 0; at < connection_->body.size(); at += kRemotePageBytes) {
    const auto begin = connection_->body.begin() + at;
    const std::size_t size = std::min<std::size_t>(kRemotePageBytes, connection_->body.size() - at);
    if (size == kRemotePageBytes || at + size == size_bytes_)
      pages_[at] = Page(begin, begin + static_cast<std::ptrdiff_t>(size));
  }
  last_end_ = kFirstBytes;
  find_parts();
}

RemoteFile::~RemoteFile() = default;

// The front, and the tables that text is decoded with. The entries are not to be trusted: they only say what may be
// wanted.
void RemoteFile::find_parts() {
  const std::span<const std::uint8_t> head = connection_->body;
  if (head.size() < lr::format::kHeaderBytes) return;
  parts_.push_back({0, std::min(lr::load_u32(head.data() + lr::format::kHeaderFrontBytesAt), size_bytes_)});
  Part tables{size_bytes_, 0};
  std::uint32_t units = size_bytes_;
  for (const lr::pack::SectionEntry& entry : lr::pack::section_entries(head)) {
    if (!entry.lies_within(size_bytes_)) continue;
    if (entry.tag == lr::format::kUnitsTag) units = entry.offset;
    if (entry.tag == lr::format::kChunksTag) tables.begin = entry.offset;
    if (entry.tag == lr::format::kPhrasesTag) tables.end = entry.offset + entry.bytes;
  }
  if (units < tables.begin && tables.end - units <= kFirstBytes) tables.begin = units;  // a small bundle's in one
  if (tables.begin < tables.end) parts_.push_back(tables);
}

// A part is fetched to its end; what goes on where the last fetch ended is read ahead of.
std::uint32_t RemoteFile::end_of_fetch(std::uint32_t begin, std::uint32_t end) const {
  for (const Part& part : parts_) {
    if (begin >= part.begin / kRemotePageBytes * kRemotePageBytes && begin < part.end &&
        part.end - begin <= kMostPartBytes)
      end = std::max(end, part.end);
  }
  end = std::min(size_bytes_ - begin, end - begin + ahead_) + begin;
  return std::min(size_bytes_, (end + kRemotePageBytes - 1) / kRemotePageBytes * kRemotePageBytes);
}

void RemoteFile::fetch(std::uint32_t begin, std::uint32_t end) {
  ahead_ = begin == last_end_ ? std::min(std::max(2 * ahead_, kRemotePageBytes), kMostAheadBytes) : 0;
  end = end_of_fetch(begin, end);
  if (const std::string problem = connection_->get(begin, end); !problem.empty()) throw InputError(url_, problem);
  if (connection_->body.size() != end - begin) throw InputError(url_, "is not served whole: a range of it came short");
  last_end_ = end;
  for (std::uint32_t at = begin; at < end; at += kRemotePageBytes) {
    const std::uint8_t* p = connection_->body.data() + (at - begin);
    pages_[at] = Page(p, p + std::min(kRemotePageBytes, end - at));
  }
}

lr::Status RemoteFile::read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
  auto& file = *static_cast<RemoteFile*>(self);
  if (!file.why_.empty()) return lr::Status::kIo;  // it is not tried again and again
  try {
    const std::uint32_t end = offset + size;
    for (std::uint32_t at = offset; at < end;) {
      const std::uint32_t page = at / kRemotePageBytes * kRemotePageBytes;
      const auto known = file.pages_.find(page);
      if (known == file.pages_.end()) {
        file.fetch(page, end);
        continue;
      }
      const std::uint32_t now = std::min(end - at, kRemotePageBytes - (at - page));
      std::memcpy(static_cast<std::uint8_t*>(to) + (at - offset), known->second.data() + (at - page), now);
      at += now;
    }
    return lr::Status::kOk;
  } catch (const InputError& error) {
    file.why_ = error.reason();
    return lr::Status::kIo;
  }
}

}  // namespace lrpack
