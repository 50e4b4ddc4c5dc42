#pragma once
#include <cstring>
#include <memory>
#include <string_view>

#include "Bits.h"
#include "CSimdJSON.h"

struct Members;

/// What stood at some place among an object's members when such an object was read last.
///
/// Records of one file have the same members in the same order. So a name need not be read and looked up: it is enough that
/// the text still has it there, which one comparison tells.
struct Member {
    /// The name's number.
    int32_t number = 0;
    /// The members of what it holds, or nothing as long as that was no object.
    Members *inner = nullptr;

    /// Whether a text begins with the name, in quotation marks, and a colon; so many bytes of it must be readable.
    bool begins(const char *text) const {
        bytes16 difference = bytes16() ^ uint8_t(count == 0);
        for (unsigned part = 0; part < longest / 16; part++) {
            bytes16 bytes, mask, known;
            memcpy(&bytes, text + 16 * part, 16);
            memcpy(&mask, ones_and_zeros + longest - count + 16 * part, 16);
            memcpy(&known, expected + 16 * part, 16);
            difference |= (bytes & mask) ^ known;
        }
        return bits(difference != 0) == 0;
    }

    /// Notes that the member has another name.
    /// - Parameter text: The name as it stands in the text, without escapes, in quotation marks and with its colon.
    void become(std::string_view text, int32_t number) {
        this->number = number;
        count = text.size() <= longest ? static_cast<uint32_t>(text.size()) : 0;
        memset(expected, 0, longest);
        memcpy(expected, text.data(), count);
    }

private:
    static constexpr unsigned longest = 48;
    static const unsigned char ones_and_zeros[2 * longest];
    /// 0 when there is nothing to compare with.
    uint32_t count = 0;
    unsigned char expected[longest] = {};
};

inline const unsigned char Member::ones_and_zeros[2 * Member::longest] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

/// The members of an object, as far as they are remembered.
struct Members {
    static constexpr size_t limit = 64;
    Member list[limit];
};

/// The members of all objects, by where these stand: so many that no text can make them take much memory.
class MemberStore {
public:
    /// The members of the object that a member holds, or nothing when there are too many.
    Members *of(Member &holder) {
        if (holder.inner == nullptr && count < limit) {
            store[count].reset(new Members());
            holder.inner = store[count++].get();
        }
        return holder.inner;
    }

    /// What holds the whole text.
    Member root;

private:
    static constexpr size_t limit = 256;
    std::unique_ptr<Members> store[limit];
    size_t count = 0;
};
