#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

// Calls of malloc and its kin by this process so far: the program's own malloc counts, and glibc's does the work.
uint64_t allocations(void);

#endif
