#pragma once
#include <stdint.h>
#include <string.h>

// Sixty-four bytes at a time, one bit for each. The compiler's generic vectors become SSE2 on any x86-64 and NEON on
// any arm64, so there is one text for both and nothing to choose at run time.

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef bool flags64 __attribute__((ext_vector_type(64)));
typedef decltype(bytes64() == bytes64()) comparison64;

typedef uint8_t bytes16 __attribute__((ext_vector_type(16)));
typedef bool flags16 __attribute__((ext_vector_type(16)));
typedef decltype(bytes16() == bytes16()) comparison16;

inline void load(bytes64 &block, const uint8_t *text) { memcpy(&block, text, sizeof block); }

inline uint64_t bits(const comparison64 &comparison) {
    const flags64 flags = __builtin_convertvector(comparison, flags64);
    uint64_t bits;
    memcpy(&bits, &flags, sizeof bits);
    return bits;
}

inline uint32_t bits(const comparison16 &comparison) {
    const flags16 flags = __builtin_convertvector(comparison, flags16);
    uint16_t bits;
    memcpy(&bits, &flags, sizeof bits);
    return bits;
}

/// The bits of the first `count` places, of at most 64.
inline uint64_t first_bits(size_t count) { return count < 64 ? (uint64_t(1) << count) - 1 : ~uint64_t(0); }
