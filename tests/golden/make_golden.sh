#!/bin/sh
# Makes the golden bundle, one that has grown from it, and its page hashes anew. Usage: make_golden.sh BUILD_FOLDER. Look at the pages before you commit.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1
"$build/examples/lrpack" make "$here/golden.toml" -o "$here/golden.lrb"
"$build/examples/lrpack" append "$here/golden.lrb" "$here/../../content/zh-Hant/small-screens.md" -o "$here/grown.lrb"
LR_UPDATE_GOLDEN=1 "$build/tests/golden_test"
"$build/tests/golden_test"
