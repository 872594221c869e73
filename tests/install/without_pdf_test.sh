#!/bin/bash
# Builds lrpack with LIBREADER_PDF=OFF: it is free of poppler, packs text, and says of a PDF how it can be read.
#   without_pdf_test.sh SOURCE_DIR
set -euo pipefail
if [ $# -ne 1 ]; then
  echo "usage: without_pdf_test.sh SOURCE_DIR" >&2
  exit 2
fi
source=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake -S "$source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLIBREADER_PDF=OFF -DLIBREADER_BUILD_TESTS=OFF \
  -DLIBREADER_INSTALL=OFF > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
cmake --build "$work/build" --target lrpack > "$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }
lrpack=$work/build/examples/lrpack
failures=0
fail() {
  echo "without_pdf_test: $*" >&2
  failures=$((failures + 1))
}

if ldd "$lrpack" | grep -i poppler >&2; then fail "lrpack is linked with poppler"; fi
"$lrpack" --help | grep -qi pdf && fail "lrpack --help promises PDF"
"$lrpack" make "$source/content/en/packing.md" -o "$work/text.lrb" --quiet || fail "Markdown is not packed"
status=0
said=$("$lrpack" make "$source/tests/pdf/samples/notes.pdf" -o "$work/pdf.lrb" --quiet 2>&1) || status=$?
[ "$status" = 1 ] || fail "a PDF: expected exit status 1, found $status"
for part in "support for PDF is not built into this program" libpoppler-cpp-dev LIBREADER_PDF=ON pdftotext; do
  case "$said" in
    *"$part"*) ;;
    *) fail "a PDF: expected \"$part\" in: $said" ;;
  esac
done
[ "$failures" -eq 0 ] || exit 1
echo "without_pdf_test: ok"
