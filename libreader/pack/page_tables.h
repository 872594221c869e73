// The page tables of a bundle: where the pages of all articles begin in the styles of profiles, found by laying them
// out with the device's own code. Writes what reader/page_table.cpp reads.
#pragma once
#include <libreader/layout.h>

#include <filesystem>
#include <string>
#include <vector>

#include "output.h"
#include "pass.h"
#include "section_writer.h"

namespace lr::pack {

// The same pass, in which reading the output does not come to fill the memory.
Pass resting(const Pass& pass, Output& output);

// Adds section PAGE of an open bundle to `to`. The bundle has the strikes. Throws InputError: the tables do not fit the
// format, or the bundle cannot be read.
void write_page_tables(const Source& bundle, const std::vector<std::string>& profiles, const Pass& pass,
                       const std::filesystem::path& scratch, TableWriter& to);

// What the page tables of a bundle say otherwise than its pages, for people: the first article that differs, for each profile
// that is known here. A table of another style cannot be told whose it is, and is passed over. Articles that
// were added need not be in a table. Empty: nothing.
std::vector<std::string> check_page_tables(const Source& bundle, const Pass& pass);

}  // namespace lr::pack
