// lrpack make --explain: reads the documents until one holds the article, prints it beside its source, writes nothing.
#include <libreader/pack/explain.h>
#include <libreader/pack/manifest.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "commands.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

constexpr int kColumnsOfPipe = 160;

int columns() {
  winsize size{};
  const bool known = isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kColumnsOfPipe;
}

}  // namespace

void explain(const pack::Manifest& manifest, const std::string& article) {
  std::string known;
  for (const pack::ManifestDocument& document : manifest.documents) {
    const pack::ImportResult result = pack::import_file(document.file, document.options);
    for (std::size_t i = 0; i < result.articles.size(); ++i) {
      const pack::Fields& fields = result.articles[i].fields;
      known += "\n  " + fields.id + "  " + fields.title;
      if (fields.id != article && fields.title != article) continue;
      std::fputs(pack::explain(result, i, columns()).c_str(), stdout);
      for (const pack::Remark& remark : result.remarks) {
        if (remark.kind == pack::Remark::Kind::kMissing || remark.kind == pack::Remark::Kind::kQuestion)
          std::printf("%s: %s\n", remark.where.c_str(), remark.what.c_str());
      }
      return;
    }
  }
  throw pack::InputError(article, "is the id or title of no article; there are:" + known);
}

}  // namespace lrpack
