// The PDF importer. It stands on poppler, which is under the GPL, and is therefore a library of its own
// (libreader_pack_pdf): a program that links it and calls use_pdf() is under the GPL as a whole; libreader::pack is not.
#pragma once

namespace lr::pack {

// Adds the importer "pdf" to the table of importers. Call it once, before any import begins.
void use_pdf();

}  // namespace lr::pack
