// The typesetting rules of languages on top of UAX #14. analyse_breaks, declared in pack/breaks.h, is in tailoring.cpp.
#pragma once
#include <libreader/pack/breaks.h>

#include "line_break.h"

namespace lr::pack {

// Gives a unit the class that its form and the language ask for, before the rules of UAX #14 run.
void tailor_class(LineUnit& unit, Form form, Language language);

}  // namespace lr::pack
