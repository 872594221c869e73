// Work on many things at once, where what is done with one does not depend on another.
#pragma once
#include <cstddef>
#include <functional>

namespace lr::pack {

// Calls work(i) for every i below `count`, in `threads` threads (0: as many as the machine has). Of exceptions, that of
// the lowest i that threw one is thrown again, so that a message does not depend on timing either.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace lr::pack
