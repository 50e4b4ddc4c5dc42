#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstdlib>
#include <new>
#include <string_view>

#include "Bits.h"

using namespace simdjson;

namespace {

/// Thrown inside of this file only.
struct Invalid {};

/// Goes through a text once and knows line and column.
class Places {
public:
    Places(const uint8_t *text, wb_json_place start) : text(text), place(start) { look(); }

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

    void advance(size_t next) {
        while (next - block >= 64) {
            pass(64);
            block += 64;
            look();
        }
        pass(next - block);
        const uint64_t ahead = (newlines | continuations) & ~first_bits(next - block);
        plain_end = block + (ahead != 0 ? __builtin_ctzll(ahead) : 64);
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

/// Events one behind the other, in memory that is used again and again.
class Events {
public:
    ~Events() { free(first); }

    void clear() { end = first; }
    const wb_json_event *begin() const { return first; }
    size_t count() const { return end - first; }

    /// The next event; all of it is to be written.
    wb_json_event &add() {
        if (end == limit) grow();
        return *end++;
    }

private:
    wb_json_event *first = nullptr, *end = nullptr, *limit = nullptr;

    __attribute__((noinline)) void grow() {
        const size_t count = this->count();
        const size_t larger = count == 0 ? 1024 : count * 2;
        auto moved = static_cast<wb_json_event *>(realloc(first, larger * sizeof *first));
        if (moved == nullptr) throw std::bad_alloc();
        first = moved;
        end = moved + count;
        limit = moved + larger;
    }
};

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// On-demand parsing does not look at numbers that nobody asks for, and nobody asks for doubles here.
bool is_number(std::string_view text) {
    const char *at = text.data(), *end = at + text.size();
    auto digits = [&] {
        const char *first = at;
        while (at < end && is_digit(*at)) at++;
        return at - first;
    };
    if (at < end && *at == '-') at++;
    const bool starts_with_zero = at < end && *at == '0';
    const auto whole = digits();
    if (whole == 0 || (whole > 1 && starts_with_zero)) return false;
    if (at < end && *at == '.') {
        at++;
        if (digits() == 0) return false;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-')) at++;
        if (digits() == 0) return false;
    }
    return at == end;
}

/// A token without the blanks behind it; it starts with another byte.
std::string_view trimmed(std::string_view token) {
    while (strchr(" \n\r\t", token.back()) != nullptr) token.remove_suffix(1);
    return token;
}

class Walk {
public:
    Walk(const uint8_t *text, size_t count, unsigned depth_limit, wb_json_place start, Events &events)
        : text(reinterpret_cast<const char *>(text)), depth_limit(depth_limit), places(text, start), events(events) {
        has_escapes = memchr(text, '\\', count) != nullptr;
    }

    /// Adds a value and all it contains.
    template <typename Value>
    void value(Value &&value, std::string_view name, unsigned depth) {
        const std::string_view token = value.raw_json_token();
        const wb_json_place &place = places.at(token.data() - text);
        wb_json_event &event = events.add();
        event.name = bytes(name.data());
        event.name_count = static_cast<uint32_t>(name.size());
        event.line = static_cast<uint32_t>(place.line);
        event.column = static_cast<uint32_t>(place.column);
        switch (token[0]) {
            case '{':
                event.kind = WB_JSON_OBJECT_START;
                if (depth >= depth_limit) throw Invalid();
                for (auto field : ondemand::object(value.get_object())) {
                    member(std::move(field).take_value(), depth + 1);
                }
                events.add().kind = WB_JSON_END;
                break;
            case '[':
                event.kind = WB_JSON_ARRAY_START;
                if (depth >= depth_limit) throw Invalid();
                for (auto element : ondemand::array(value.get_array())) this->value(element.value(), {}, depth + 1);
                events.add().kind = WB_JSON_END;
                break;
            case '"': set(event, string(value, trimmed(token))); break;
            case 'n':
                event.kind = WB_JSON_NULL;
                if (trimmed(token) != "null") throw Invalid();
                break;
            default:
                set(event, trimmed(token));
                if (!is_scalar(trimmed(token))) throw Invalid();
        }
    }

    wb_json_place end(size_t count) { return places.at(count); }

private:
    const char *text;
    unsigned depth_limit;
    bool has_escapes;
    Places places;
    Events &events;

    static const uint8_t *bytes(const char *text) { return reinterpret_cast<const uint8_t *>(text); }

    static void set(wb_json_event &event, std::string_view text) {
        event.kind = WB_JSON_TEXT;
        event.text = bytes(text.data());
        event.text_count = static_cast<uint32_t>(text.size());
    }

    static bool is_scalar(std::string_view token) {
        return is_number(token) || token == "true" || token == "false";
    }

    bool is_plain(const char *text, size_t count) { return !has_escapes || memchr(text, '\\', count) == nullptr; }

    void member(ondemand::field field, unsigned depth) {
        const char *key = field.key().raw();
        const size_t count = static_cast<const char *>(rawmemchr(key, '"')) - key;
        std::string_view name(key, count);
        if (!is_plain(key, count)) name = field.unescaped_key();
        value(field.value(), name, depth);
    }

    // A string without escapes is taken as it stands: simdjson has seen to its bytes.
    template <typename Value>
    std::string_view string(Value &&value, std::string_view token) {
        if (!is_plain(token.data(), token.size())) return value.get_string();
        ondemand::raw_json_string raw = value.get_raw_json_string();
        return {raw.raw(), token.size() - 2};
    }
};

struct Parser {
    ondemand::parser parser;
    Events events;
};

}  // namespace

size_t wb_json_padding(void) { return SIMDJSON_PADDING; }

void *wb_json_new(void) { return new (std::nothrow) Parser; }

void wb_json_free(void *parser) { delete static_cast<Parser *>(parser); }

int wb_json_parse(
    void *opaque, const uint8_t *text, size_t count, size_t capacity, unsigned depth_limit, wb_json_place *place,
    const wb_json_event **events, size_t *event_count) {
    Parser &self = *static_cast<Parser *>(opaque);
    self.events.clear();
    try {
        ondemand::document document = self.parser.iterate(reinterpret_cast<const char *>(text), count, capacity);
        Walk walk(text, count, depth_limit, *place, self.events);
        walk.value(document, {}, 0);
        *place = walk.end(count);
    } catch (...) {
        return 0;
    }
    *events = self.events.begin();
    *event_count = self.events.count();
    return 1;
}
