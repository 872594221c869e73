// What lies in the memory of an lr_reader.
#pragma once
#include <libreader/c.h>
#include <libreader/reader.h>

struct lr_reader {
  lr_source source;
  lr::Reader reader;
};
