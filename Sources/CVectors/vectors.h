#pragma once
#include <stdint.h>
#include <string.h>

// Many bytes at a time, one bit for each. The compiler's generic vectors become SSE2 on any x86-64 and NEON on any arm64, so
// there is one text for both and nothing to choose at run time.

typedef uint8_t wb_bytes32 __attribute__((ext_vector_type(32)));
typedef _Bool wb_flags32 __attribute__((ext_vector_type(32)));
typedef uint8_t wb_bytes64 __attribute__((ext_vector_type(64)));
typedef _Bool wb_flags64 __attribute__((ext_vector_type(64)));

/// Copies 32 bytes and tells which of them JSON wants escaped, the first in the lowest bit.
static inline uint32_t wb_copy_json(uint8_t *target, const uint8_t *source) {
    wb_bytes32 bytes;
    memcpy(&bytes, source, sizeof bytes);
    memcpy(target, &bytes, sizeof bytes);
    const wb_flags32 found = __builtin_convertvector((bytes < 0x20) | (bytes == '"') | (bytes == '\\'), wb_flags32);
    uint32_t bits;
    memcpy(&bits, &found, sizeof bits);
    return bits;
}

/// Tells which of 64 bytes are `byte`, the first in the lowest bit.
static inline uint64_t wb_bits_of(uint8_t byte, const uint8_t *text) {
    wb_bytes64 bytes;
    memcpy(&bytes, text, sizeof bytes);
    const wb_flags64 found = __builtin_convertvector(bytes == byte, wb_flags64);
    uint64_t bits;
    memcpy(&bits, &found, sizeof bits);
    return bits;
}

/// Has the processor fetch memory that is looked at soon.
static inline void wb_prefetch(const void *memory) { __builtin_prefetch(memory); }
