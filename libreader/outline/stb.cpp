// The one translation unit that holds the implementation of stb_truetype.
#define STB_TRUETYPE_IMPLEMENTATION
#include "stb.h"
