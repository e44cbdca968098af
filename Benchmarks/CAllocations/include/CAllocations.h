#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

// Calls of malloc and its kin by this process so far: the program's own malloc counts, and glibc's does the work.
uint64_t allocations(void);

// Processor time of this process, which other processes do not lengthen.
uint64_t processorNanoseconds(void);

#endif
