#pragma once
#include <cstring>
#include <string_view>

#include "CSimdJSON.h"

/// The numbers of members' names of up to 32 bytes, remembered as soon as they were asked for.
///
/// All names are compared in the same way, whatever their lengths, so that there is nothing for a processor to guess.
class Names {
public:
    Names(wb_json_lookup lookup, const void *names) : lookup(lookup), names(names) {}

    /// A name's number; as many bytes behind it must be readable as behind the text.
    int32_t number(std::string_view name) {
        if (name.size() > longest) return ask(name);
        Place place;
        place.count = static_cast<uint32_t>(name.size());
        uint64_t hash = name.size(), difference = 0;
        // The mask of a name's bytes: as many ones as it has, then zeros.
        const unsigned char *mask = ones_and_zeros + longest - name.size();
        for (size_t index = 0; index < words; index++) {
            uint64_t word, ones;
            memcpy(&word, name.data() + 8 * index, sizeof word);
            memcpy(&ones, mask + 8 * index, sizeof ones);
            place.bytes[index] = word & ones;
            hash = (hash << 19 | hash >> 45) ^ place.bytes[index];
        }
        Place &known = places[(hash * 0x9E3779B97F4A7C15) >> 55];
        for (size_t index = 0; index < words; index++) difference |= known.bytes[index] ^ place.bytes[index];
        if (difference != 0 || known.count != place.count) {
            place.number = ask(name);
            known = place;
        }
        return known.number;
    }

private:
    static constexpr size_t longest = 32, words = longest / 8;
    static const unsigned char ones_and_zeros[2 * longest];

    struct Place {
        uint64_t bytes[words];
        /// How many bytes; more than any name where none is.
        uint32_t count = ~uint32_t(0);
        int32_t number;
    };

    wb_json_lookup lookup;
    const void *names;
    Place places[512] = {};

    int32_t ask(std::string_view name) const {
        return lookup(names, reinterpret_cast<const uint8_t *>(name.data()), name.size());
    }
};

inline const unsigned char Names::ones_and_zeros[2 * Names::longest] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
