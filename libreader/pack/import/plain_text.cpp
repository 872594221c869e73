// The plain text importer: everything that is no Markdown goes through the recovery chain, which leaves a text alone
// that has no damage.
#include <string>

#include "../import.h"
#include "recover/recover.h"

namespace lr::pack {

extern const Importer kPlainText;

namespace {

// Scanned Markdown is damaged text, whatever its file is called.
int score_plain_text(std::string_view extension, std::string_view head) {
  if (recover::is_scanned_markdown(head)) return 95;
  return extension == ".txt" ? 50 : extension.empty() ? 20 : 0;
}

}  // namespace

constinit const Importer kPlainText = {"plain text", score_plain_text, recover::recover, false, true};

}  // namespace lr::pack
