// The page tables of a bundle: where the pages of all articles begin in the styles of profiles, found by laying them out
// with the device's own code. Writes what reader/page_table.cpp reads.
#pragma once
#include <libreader/layout.h>

#include <filesystem>
#include <string>
#include <vector>

#include "pass.h"
#include "section_writer.h"

namespace lr::pack {

// Adds section PAGE of an open bundle to `to`. The bundle has the strikes. Throws InputError: the tables do not fit the
// format, or the bundle cannot be read.
void write_page_tables(const Source& bundle, const std::vector<std::string>& profiles, const Pass& pass,
                       const std::filesystem::path& scratch, TableWriter& to);

// What the page tables of a bundle say otherwise than its pages, for people: for each table of a profile that is known here the
// first article that differs, and whether it has tables of styles that are not. Empty: nothing.
std::vector<std::string> check_page_tables(const Source& bundle, const Pass& pass);

}  // namespace lr::pack
