// What the handle of a reader is.
#pragma once
#include <libreader/c.h>
#include <libreader/reader.h>

struct lr_reader {
  lr_source source;
  lr::Reader reader;
};
