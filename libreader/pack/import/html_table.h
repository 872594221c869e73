// Which tables are tables: many pages use them to place columns of text side by side.
#pragma once
#include "html_tree.h"

namespace lr::pack {

// Rows and columns of short cells, none of which holds headings, lists or another table.
bool is_data_table(const GumboNode* table);

int column_span(const GumboNode* cell);  // how many columns it is wide, within reason

}  // namespace lr::pack
