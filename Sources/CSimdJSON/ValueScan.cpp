#include "Bits.h"
#include "CSimdJSON.h"

namespace {

/// For each byte whether an odd number of quotation marks stands at it or before it.
uint64_t inside(uint64_t quotes) {
    for (int shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
    return quotes;
}

/// The bytes that stand behind a backslash which is not itself behind one.
uint64_t escaped(uint64_t backslashes, uint64_t &carry) {
    uint64_t escaped = carry;
    carry = 0;
    backslashes &= ~escaped;
    while (backslashes != 0) {
        uint64_t backslash = backslashes & -backslashes;
        uint64_t next = backslash << 1;
        if (next == 0) carry = 1;
        escaped |= next;
        backslashes &= ~(backslash | next);
    }
    return escaped;
}

}  // namespace

size_t wb_json_scan_value(wb_json_scan *scan, const uint8_t *text, size_t count) {
    while (scan->index < count) {
        const size_t rest = count - scan->index;
        bytes64 block;
        load(block, text + scan->index);
        const uint64_t valid = first_bits(rest);
        uint64_t carry = scan->escape_carry;
        const uint64_t quotes = bits(block == '"') & ~escaped(bits(block == '\\') & valid, carry) & valid;
        const uint64_t strings = inside(quotes) ^ (scan->is_in_string ? ~uint64_t(0) : 0);
        // The two kinds of brackets differ in one bit.
        const bytes64 folded = block | 0x20;
        const uint64_t openings = bits(folded == '{') & ~strings & valid;
        const uint64_t closings = bits(folded == '}') & ~strings & valid;
        size_t depth = scan->depth;
        const uint64_t brackets = openings | closings;
        if (brackets != 0 && depth > size_t(__builtin_popcountll(closings))) {
            depth += __builtin_popcountll(openings) - __builtin_popcountll(closings);
        } else {
            for (uint64_t left = brackets; left != 0; left &= left - 1) {
                if (openings & left & -left) {
                    depth++;
                } else if (--depth == 0) {
                    return scan->index + __builtin_ctzll(left) + 1;
                }
            }
        }
        // What is short of a block is looked at again when more has come.
        if (rest < 64) return 0;
        scan->escape_carry = carry;
        scan->is_in_string = strings >> 63;
        scan->depth = depth;
        scan->index += 64;
    }
    return 0;
}
