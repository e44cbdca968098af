#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

// simdjson's DOM parser (libsimdjson-dev) behind a C interface. It hands out the tape and the string buffer as they
// are (simdjson, doc/tape.md); both stay valid until the next call with the same parser.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csimdjson_parser csimdjson_parser;

typedef enum {
    CSIMDJSON_OK = 0,
    CSIMDJSON_EMPTY,
    CSIMDJSON_SYNTAX,
    CSIMDJSON_STRING,
    CSIMDJSON_NUMBER,
    CSIMDJSON_UTF8,
    // A container was opened at the parser's depth limit.
    CSIMDJSON_DEPTH,
    CSIMDJSON_TOO_LARGE,
    CSIMDJSON_MEMORY,
} csimdjson_status;

typedef struct {
    const uint64_t *words;
    size_t word_count;
    // The whole buffer: its used part ends after the last string.
    const uint8_t *strings;
    size_t string_capacity;
} csimdjson_tape;

// A parser without buffers; NULL where there is no memory.
csimdjson_parser *csimdjson_create(void);

void csimdjson_free(csimdjson_parser *parser);

// Parses a copy of `bytes`, of which nothing past `count` is read. Containers nest at most `max_depth` deep, not
// counting empty ones. The buffers grow to at least `capacity` bytes of input.
csimdjson_status csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t count, size_t max_depth,
                                 size_t capacity, csimdjson_tape *tape);

// Frees the parser's buffers; the next document allocates them again.
void csimdjson_reset(csimdjson_parser *parser);

// Input bytes that fit without growing.
size_t csimdjson_capacity(const csimdjson_parser *parser);

// The most bytes that csimdjson_format_double writes.
#define CSIMDJSON_DOUBLE_BYTES 32

// Writes the shortest decimal that reads back as `value`, which is finite, and returns its length: fixed notation for
// magnitudes from 1e-6 to below 1e21 and for zero, otherwise scientific.
size_t csimdjson_format_double(double value, uint8_t *buffer);

#ifdef __cplusplus
}
#endif

#endif
