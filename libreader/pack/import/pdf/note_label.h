// The label that a note begins with, in all the ways it is printed.
#pragma once
#include <string_view>

#include "layout.h"

namespace lr::pack::pdf {

struct NoteLabel {
  int number = -1;       // -1: none; 0: a star or a dagger
  std::size_t size = 0;  // with the spaces after it
  bool is_raised = false;
  char32_t sign = 0;     // of a star
};

// `plain`: "1 …" and "1. …" count as well.
NoteLabel note_label(std::u32string_view text, bool plain);

}  // namespace lr::pack::pdf
