#include "CRE2.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>

// The number is read for every match, so it stands beside the pattern.
struct cre2_pattern {
    RE2 regex;
    int program_size;
    uint8_t tag;

    cre2_pattern(const re2::StringPiece &text, const RE2::Options &options)
        : regex(text, options), program_size(regex.ok() ? regex.ProgramSize() : 0), tag(0) {}
};

namespace {

// A null pointer means "did not take part" to RE2, so empty text needs an address too.
re2::StringPiece piece(const uint8_t *bytes, size_t count) {
    return re2::StringPiece(bytes == nullptr ? "" : reinterpret_cast<const char *>(bytes), count);
}

const RE2 *program(const cre2_pattern *pattern) {
    return &pattern->regex;
}

void fill(cre2_error *error, const std::string &message, const std::string &fragment, re2::StringPiece pattern) {
    const size_t length = std::min(message.size(), sizeof(error->message) - 1);
    std::memcpy(error->message, message.data(), length);
    error->message[length] = 0;
    const size_t offset = fragment.empty() ? re2::StringPiece::npos : pattern.find(fragment);
    error->fragment_offset = offset == re2::StringPiece::npos ? -1 : static_cast<ptrdiff_t>(offset);
    error->fragment_count = offset == re2::StringPiece::npos ? 0 : fragment.size();
}

constexpr int kGroupsMax = 16;

}  // namespace

cre2_pattern *cre2_create(const uint8_t *pattern, size_t count, int64_t memory_bytes, cre2_error *error) {
    const re2::StringPiece text = piece(pattern, count);
    try {
        RE2::Options options(RE2::Quiet);
        options.set_max_mem(memory_bytes);
        std::unique_ptr<cre2_pattern> compiled(new cre2_pattern(text, options));
        if (compiled->regex.ok()) {
            return compiled.release();
        }
        fill(error, compiled->regex.error(), compiled->regex.error_arg(), text);
        error->too_large = compiled->regex.error_code() == RE2::ErrorPatternTooLarge;
    } catch (const std::exception &) {
        fill(error, "not enough memory", "", text);
        error->too_large = true;
    }
    return nullptr;
}

void cre2_free(cre2_pattern *pattern) {
    delete pattern;
}

int cre2_program_size(const cre2_pattern *pattern) {
    return pattern->program_size;
}

void cre2_set_tag(cre2_pattern *pattern, uint8_t tag) {
    pattern->tag = tag;
}

uint8_t cre2_tag(const cre2_pattern *pattern) {
    return pattern->tag;
}

int cre2_group_count(const cre2_pattern *pattern) {
    return program(pattern)->NumberOfCapturingGroups();
}

bool cre2_is_match(const cre2_pattern *pattern, const uint8_t *text, size_t count, bool anchored) {
    const RE2::Anchor anchor = anchored ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
    return program(pattern)->Match(piece(text, count), 0, count, anchor, nullptr, 0);
}

bool cre2_captures(const cre2_pattern *pattern, const uint8_t *text, size_t count, size_t start, bool anchored,
                   cre2_span *spans, size_t span_count) {
    const re2::StringPiece whole = piece(text, count);
    re2::StringPiece groups[kGroupsMax];
    const int wanted = static_cast<int>(std::min<size_t>(span_count, kGroupsMax));
    for (size_t index = 0; index < span_count; index++) {
        spans[index] = cre2_span{-1, -1};
    }
    const RE2::Anchor anchor = anchored ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
    if (start > count || !program(pattern)->Match(whole, start, count, anchor, groups, wanted)) {
        return false;
    }
    for (int index = 0; index < wanted; index++) {
        if (groups[index].data() != nullptr) {
            spans[index].start = groups[index].data() - whole.data();
            spans[index].end = spans[index].start + static_cast<ptrdiff_t>(groups[index].size());
        }
    }
    return true;
}
