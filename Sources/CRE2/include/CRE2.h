#ifndef CRE2_H
#define CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// RE2 (libre2-dev) behind a C interface: patterns are UTF-8, nothing is logged, memory is bounded per pattern.
// Matching takes time linear in the text and may be done by several threads with one pattern (re2.h).

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

// Why a pattern was refused.
typedef struct {
    // RE2's words, cut to fit, always terminated.
    char message[160];
    // Where the fragment that RE2 complains of stands in the pattern, in bytes; -1 where it names none.
    ptrdiff_t fragment_offset;
    size_t fragment_count;
    // Whether the program would not fit `memory_bytes`.
    bool too_large;
} cre2_error;

// A part of the text; start is -1 for a group that took no part in the match.
typedef struct {
    ptrdiff_t start;
    ptrdiff_t end;
} cre2_span;

// Compiles a pattern, or returns NULL and fills `error`. `memory_bytes` bounds the program and its caches together: a
// third of it each for the two automata that read forwards and the one that reads backwards. An automaton that fills its
// part too often is given up, and the program is simulated instruction by instruction.
cre2_pattern *cre2_create(const uint8_t *pattern, size_t count, int64_t memory_bytes, cre2_error *error);

void cre2_free(cre2_pattern *pattern);

// Instructions of the program: what simulating it costs at most for a byte of text.
int cre2_program_size(const cre2_pattern *pattern);

// A number that the caller keeps with the pattern; 0 until it is set, which must be before threads share the pattern.
void cre2_set_tag(cre2_pattern *pattern, uint8_t tag);
uint8_t cre2_tag(const cre2_pattern *pattern);

// Capturing groups, without the whole match.
int cre2_group_count(const cre2_pattern *pattern);

// Whether the pattern matches anywhere in the text, or with `anchored` the whole of it.
bool cre2_is_match(const cre2_pattern *pattern, const uint8_t *text, size_t count, bool anchored);

// Finds the first match at or after `start`: spans[0] is the match, spans[i] group i. Spans past the groups are -1.
bool cre2_captures(const cre2_pattern *pattern, const uint8_t *text, size_t count, size_t start, bool anchored,
                   cre2_span *spans, size_t span_count);

#ifdef __cplusplus
}
#endif

#endif
