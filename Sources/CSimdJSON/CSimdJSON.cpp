#include "CSimdJSON.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>

using simdjson::dom::document;
using simdjson::dom::parser;

struct csimdjson_parser {
    parser dom;
    // simdjson reads SIMDJSON_PADDING bytes past the end, which a request's buffer does not promise.
    std::unique_ptr<uint8_t[]> input;
    size_t capacity = 0;
    size_t depth = 0;
};

namespace {

csimdjson_status status(simdjson::error_code code) {
    switch (code) {
    case simdjson::SUCCESS: return CSIMDJSON_OK;
    case simdjson::EMPTY: return CSIMDJSON_EMPTY;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE: return CSIMDJSON_NUMBER;
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS:
    case simdjson::UNCLOSED_STRING: return CSIMDJSON_STRING;
    case simdjson::UTF8_ERROR: return CSIMDJSON_UTF8;
    case simdjson::DEPTH_ERROR: return CSIMDJSON_DEPTH;
    case simdjson::CAPACITY: return CSIMDJSON_TOO_LARGE;
    case simdjson::MEMALLOC: return CSIMDJSON_MEMORY;
    default: return CSIMDJSON_SYNTAX;
    }
}

csimdjson_status reserve(csimdjson_parser *state, size_t capacity, size_t depth) {
    if (state->capacity >= capacity && state->depth == depth) {
        return CSIMDJSON_OK;
    }
    const size_t larger = std::max(state->capacity, capacity);
    if (state->dom.allocate(larger, depth) != simdjson::SUCCESS ||
        state->dom.doc.allocate(larger) != simdjson::SUCCESS) {
        state->capacity = 0;
        return CSIMDJSON_MEMORY;
    }
    if (larger > state->capacity) {
        state->input.reset(new (std::nothrow) uint8_t[larger + simdjson::SIMDJSON_PADDING]());
        if (!state->input) {
            state->capacity = 0;
            return CSIMDJSON_MEMORY;
        }
    }
    state->capacity = larger;
    state->depth = depth;
    return CSIMDJSON_OK;
}

// As document::allocate rounds it.
size_t string_capacity(size_t capacity) {
    return (5 * capacity / 3 + simdjson::SIMDJSON_PADDING) / 64 * 64;
}

}  // namespace

csimdjson_parser *csimdjson_create(void) {
    return new (std::nothrow) csimdjson_parser();
}

void csimdjson_free(csimdjson_parser *parser) {
    delete parser;
}

csimdjson_status csimdjson_parse(csimdjson_parser *state, const uint8_t *bytes, size_t count, size_t max_depth,
                                 size_t capacity, csimdjson_tape *tape) {
    if (count == 0) {
        return CSIMDJSON_EMPTY;
    }
    // simdjson refuses a container at its limit, so the limit is one more than the depth that is allowed.
    const csimdjson_status reserved = reserve(state, std::max(count, capacity), max_depth + 1);
    if (reserved != CSIMDJSON_OK) {
        return reserved;
    }
    std::memcpy(state->input.get(), bytes, count);
    const simdjson::error_code error = state->dom.parse(state->input.get(), count, false).error();
    if (error != simdjson::SUCCESS) {
        return status(error);
    }
    const document &parsed = state->dom.doc;
    // The first word, the opening root, points past the closing one.
    tape->words = parsed.tape.get();
    tape->word_count = static_cast<size_t>(parsed.tape[0] & 0x00FFFFFFFFFFFFFF);
    tape->strings = parsed.string_buf.get();
    tape->string_capacity = string_capacity(state->capacity);
    return CSIMDJSON_OK;
}

void csimdjson_reset(csimdjson_parser *state) {
    state->dom = parser();
    state->input.reset();
    state->capacity = 0;
    state->depth = 0;
}

size_t csimdjson_capacity(const csimdjson_parser *parser) {
    return parser->capacity;
}

size_t csimdjson_format_double(double value, uint8_t *buffer) {
    char *const start = reinterpret_cast<char *>(buffer);
    const double magnitude = std::fabs(value);
    const bool is_fixed = magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e21);
    const auto format = is_fixed ? std::chars_format::fixed : std::chars_format::scientific;
    const auto result = std::to_chars(start, start + CSIMDJSON_DOUBLE_BYTES, value, format);
    return result.ec == std::errc() ? static_cast<size_t>(result.ptr - start) : 0;
}
