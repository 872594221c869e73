#!/bin/sh
# Puts together a library for Arduino, where only a folder `src` is compiled and looked through for headers:
#   make_library.sh FOLDER        then: zip it, or move it to the sketchbook's `libraries`
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
mkdir -p "$folder/src/libreader"
cp "$root/ports/arduino/library.properties" "$root/LICENSE" "$folder/"
for part in base text bundle font search layout draw reader c scale app; do
  mkdir -p "$folder/src/libreader/$part"
  find "$root/libreader/$part" -name '*.h' -o -name '*.cpp' | xargs -I{} cp {} "$folder/src/libreader/$part/"
done
for header in "$root"/libreader/*.h; do
  [ "$(basename "$header")" = pack.h ] || cp "$header" "$folder/src/libreader/"
done
printf '%s\n' '// All of libreader, for sketches.' '#pragma once' '#include <libreader/app.h>' '#include <libreader/reader.h>' \
  > "$folder/src/libreader.h"
