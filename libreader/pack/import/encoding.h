// From the bytes of a file to UTF-8: byte order marks, what the document says of itself, what the manifest says, and
// where nothing does, a guess that has to prove itself. Knows nothing of formats but how HTML names its encoding.
#pragma once
#include <string>
#include <string_view>

#include "remarks.h"

namespace lr::pack {

// "UTF-8, UTF-16, GB18030, …" for messages.
std::string_view known_encodings();

bool is_known_encoding(std::string_view label);  // as the web spells them, in any case: "gb2312", "Shift_JIS"

// The file in UTF-8 without a byte order mark and without NUL. `given` is what the manifest says, or empty.
// Without it a file is UTF-8 unless it is far from that: a few invalid sequences are damage, not another encoding.
// A guess is taken only if the whole file decodes without an error and reads like text of its script; it is a remark,
// and a question where another one reads nearly as well. Throws InputError with the byte.
std::string to_utf8(std::string bytes, const std::string& name, std::string_view given, Remarks& remarks);

}  // namespace lr::pack
