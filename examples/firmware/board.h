// What a program needs of the machine it runs on, in addition to a Source and somewhere to print: durable bytes and
// keys. One file of boards/ supplies it for a board, host_main.cpp for a PC.
#pragma once
#include <libreader/ports.h>

namespace board {

void begin();                 // whatever must be set up first
lr::Source bundle();          // size_bytes 0: there is none
lr::Store store();            // for a journal; outlives a restart
char key();                   // waits for a letter
lr::Status show(const lr::Surface& frame);  // on the panel of a board that has one, for programs that need it
[[noreturn]] void restart();  // as if the power had been cut and came back: begins again at reset

}  // namespace board
