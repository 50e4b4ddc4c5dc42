#pragma once
#include <cstring>
#include <string_view>

#include "CSimdJSON.h"

/// The numbers of members' names, remembered by their first and last bytes: all of a name, up to sixteen.
class Names {
public:
    Names(wb_json_lookup lookup, const void *names) : lookup(lookup), names(names) {}

    int32_t number(std::string_view name) {
        if (name.size() > 16 || name.size() < 4) return ask(name);
        Place place{name.size(), 0, 0, 0};
        const size_t part = name.size() >= 8 ? 8 : 4;
        memcpy(&place.first, name.data(), part);
        memcpy(&place.last, name.data() + name.size() - part, part);
        const uint64_t hash = (place.first ^ (place.last << 5 | place.last >> 59) ^ place.count) * 0x9E3779B97F4A7C15;
        Place &known = places[hash >> 54];
        if (known.first != place.first || known.last != place.last || known.count != place.count) {
            place.number = ask(name);
            known = place;
        }
        return known.number;
    }

private:
    struct Place {
        size_t count;
        uint64_t first, last;
        int32_t number;
    };

    wb_json_lookup lookup;
    const void *names;
    Place places[1024] = {};

    int32_t ask(std::string_view name) const {
        return lookup(names, reinterpret_cast<const uint8_t *>(name.data()), name.size());
    }
};
