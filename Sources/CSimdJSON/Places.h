#pragma once
#include "Bits.h"
#include "CSimdJSON.h"

/// Goes through a text once and knows line and column.
class Places {
public:
    Places(const uint8_t *text, size_t count, wb_json_place start) : text(text), count(count), place(start) { look(); }

    /// The place of a byte, which is not before the one asked for last.
    const wb_json_place &at(size_t next) {
        if (next <= plain_end) {
            place.column += next - offset;
            offset = next;
        } else {
            advance(next);
        }
        return place;
    }

private:
    const uint8_t *text;
    size_t count;
    wb_json_place place;
    size_t offset = 0;
    /// Up to here each byte is one character of the same line.
    size_t plain_end = 0;
    size_t block = 0;
    uint64_t newlines;
    uint64_t continuations;

    void look() {
        bytes64 bytes;
        load(bytes, text + block);
        newlines = bits(bytes == '\n');
        continuations = bits((bytes & 0xC0) == 0x80);
    }

    __attribute__((noinline)) void advance(size_t next) {
        // Blocks that have been looked at ahead.
        if (plain_end - block >= 64) {
            place.column += plain_end - offset;
            offset = block = plain_end;
            look();
        }
        while (next - block >= 64) {
            pass(64);
            block += 64;
            look();
        }
        pass(next - block);
        const uint64_t ahead = (newlines | continuations) & ~first_bits(next - block);
        plain_end = block + (ahead != 0 ? __builtin_ctzll(ahead) : 64);
        if (ahead == 0) {
            while (plain_end + 64 <= count && is_plain(text + plain_end)) plain_end += 64;
        }
    }

    /// Whether a block is ASCII without a line end.
    static bool is_plain(const uint8_t *text) {
        bytes64 bytes;
        load(bytes, text);
        const comparison64 newlines = bytes == '\n';
        bytes64 marks;
        memcpy(&marks, &newlines, sizeof marks);
        return (__builtin_reduce_or(marks | bytes) & 0x80) == 0;
    }

    /// Goes to the end of the block's first bytes.
    void pass(size_t end) {
        const uint64_t passed = first_bits(end) & ~first_bits(offset - block);
        uint64_t shared = continuations & passed;
        if (const uint64_t lines = newlines & passed) {
            const int behind = 64 - __builtin_clzll(lines);
            place.line += __builtin_popcountll(lines);
            place.column = 1;
            offset = block + behind;
            shared &= ~first_bits(behind);
        }
        place.column += block + end - offset;
        if (shared != 0) place.column -= __builtin_popcountll(shared);
        offset = block + end;
    }
};
