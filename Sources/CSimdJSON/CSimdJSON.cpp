#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>

#include "Bits.h"
#include "Members.h"
#include "Names.h"
#include "Places.h"

using namespace simdjson;

namespace {

/// Thrown inside of this file only.
struct Invalid {};

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

// simdjson checks numbers only where it makes doubles of them, which nobody asks for here.
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

/// Whether a token is a number without an exponent, of at most sixteen bytes; of others `is_number` knows more.
///
/// Without a loop: how many digits a number has is what processors guess worst.
bool is_short_number(std::string_view text) {
    if (text.size() > 16) return false;
    const uint32_t all = (uint32_t(1) << text.size()) - 1;
    const uint32_t minus = text[0] == '-';
    const uint32_t body = all & ~minus;
    bytes16 block;
    memcpy(&block, text.data(), sizeof block);
    const uint32_t digits = bits(block - '0' < 10) & body;
    const uint32_t points = bits(block == '.') & body;
    // A point has digits at both sides.
    const uint32_t inner = body & (body << 1) & (body >> 1);
    // Behind a zero in front there is nothing but a point.
    const uint32_t behind_zero = (text[minus] == '0') << (minus + 1) & digits;
    return ((body == 0) | ((digits | points) ^ body) | (points & ~inner) | (points & (points - 1)) | behind_zero) == 0;
}

bool is_blank(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// A token without the blanks behind it; it starts with another byte.
std::string_view trimmed(std::string_view token) {
    while (static_cast<unsigned char>(token.back()) <= ' ' && is_blank(token.back())) token.remove_suffix(1);
    return token;
}

/// Whether a text has a control character that XML forbids.
bool has_control(std::string_view text) {
    for (const char byte : text) {
        if (static_cast<unsigned char>(byte) < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return true;
    }
    return false;
}

/// What simdjson keeps from text to text: its own memory, and room for strings whose escapes are taken out.
struct Parser {
    dom::parser tokens;
    std::unique_ptr<uint8_t[]> strings;
    size_t capacity = 0;
    Events events;
    Names names;
    MemberStore members;

    Parser(wb_json_lookup lookup, const void *names) : names(lookup, names) {}

    /// Finds where tokens start, and refuses what is no UTF-8, has an open string, or a control character in one.
    void find_tokens(const uint8_t *text, size_t count) {
        if (count > capacity) {
            const size_t larger = count * 2;
            // Depth is the walk's to count.
            if (tokens.allocate(larger, 1)) throw std::bad_alloc();
            strings.reset(new uint8_t[larger + SIMDJSON_PADDING]);
            capacity = larger;
        }
        if (tokens.implementation->stage1(text, count, stage1_mode::regular)) throw Invalid();
    }
};

// Newer versions of simdjson have a third parameter.
template <typename Implementation>
auto unescape(const Implementation &implementation, const uint8_t *from, uint8_t *to, int)
    -> decltype(implementation.parse_string(from, to)) {
    return implementation.parse_string(from, to);
}

template <typename Implementation>
auto unescape(const Implementation &implementation, const uint8_t *from, uint8_t *to, long)
    -> decltype(implementation.parse_string(from, to, false)) {
    return implementation.parse_string(from, to, false);
}

/// Goes from token to token and holds them against the grammar.
class Walk {
public:
    Walk(Parser &parser, const uint8_t *text, size_t count, unsigned depth_limit, wb_json_place start)
        : parser(parser), text(reinterpret_cast<const char *>(text)), end_of_text(this->text + count),
          depth_limit(depth_limit), places(text, count, start) {
        parser.events.clear();
        parser.find_tokens(text, count);
        strings = parser.strings.get();
        const auto &found = *parser.tokens.implementation;
        next = found.structural_indexes.get();
        end = next + found.n_structural_indexes;
        find_escape(this->text);
    }

    /// Adds the events of the whole text, which is one value.
    void run() {
        value(no_member, 0, parser.members.root);
        if (next != end) throw Invalid();
    }

    wb_json_place place_of_end() { return places.at(end_of_text - text); }

    /// Whether a string had a control character escaped.
    bool has_controls() const { return found_control; }

private:
    Parser &parser;
    const char *text;
    const char *end_of_text;
    unsigned depth_limit;
    Places places;
    /// Where the next string without its escapes goes.
    uint8_t *strings;
    const uint32_t *next, *end;
    /// The first backslash behind all that was looked at, or the text's end.
    const char *escape;
    bool found_control = false;

    static const uint8_t *bytes(const char *text) { return reinterpret_cast<const uint8_t *>(text); }

    char peek() const {
        if (next == end) throw Invalid();
        return text[*next];
    }

    char take_sign() {
        const char sign = peek();
        next++;
        return sign;
    }

    /// The next token, without the blanks behind it; behind the last one stands where the text ends.
    std::string_view take() {
        if (next == end) throw Invalid();
        const char *start = text + *next++;
        return trimmed({start, static_cast<size_t>(text + *next - start)});
    }

    static constexpr int32_t no_member = -1;

    /// Adds a value and all it contains.
    void value(int32_t name, unsigned depth, Member &holder) {
        const std::string_view token = take();
        const wb_json_place &place = places.at(token.data() - text);
        wb_json_event &event = parser.events.add();
        event.name = name;
        event.line = static_cast<uint32_t>(place.line);
        event.column = static_cast<uint32_t>(place.column);
        if (token[0] == '"') return set(event, string(token));
        if (token[0] == '{') {
            event.kind = WB_JSON_OBJECT_START;
            members(depth + 1, holder, [&](Member &found) { member(found, depth + 1); });
            parser.events.add().kind = WB_JSON_END;
        } else if (token[0] == '[') {
            event.kind = WB_JSON_ARRAY_START;
            elements(depth + 1, [&] { value(no_member, depth + 1, holder); });
            parser.events.add().kind = WB_JSON_END;
        } else {
            check(token);
            set(event, token);
            if (token[0] == 'n') event.kind = WB_JSON_NULL;
        }
    }

    void member(Member &found, unsigned depth) {
        if (found.number != 0) return value(found.number, depth, found);
        // Whoever reads the record may want to know that there was more in it.
        if (peek() == '{') return skip_object(depth, found);
        skip(depth, found);
    }

    void skip_object(unsigned depth, Member &holder) {
        const wb_json_place &place = places.at(*next);
        wb_json_event &event = parser.events.add();
        event.name = 0;
        event.line = static_cast<uint32_t>(place.line);
        event.column = static_cast<uint32_t>(place.column);
        event.kind = WB_JSON_OBJECT_START;
        skip(depth, holder);
        parser.events.add().kind = WB_JSON_END;
    }

    /// Goes behind a value that nobody wants, and holds it against the grammar.
    void skip(unsigned depth, Member &holder) {
        const std::string_view token = take();
        switch (token[0]) {
            case '{': members(depth + 1, holder, [&](Member &found) { skip(depth + 1, found); }); break;
            case '[': elements(depth + 1, [&] { skip(depth + 1, holder); }); break;
            case '"': check_string(token); break;
            default: check(token);
        }
    }

    template <typename Visit>
    void members(unsigned depth, Member &holder, Visit visit) {
        if (depth > depth_limit) throw Invalid();
        if (peek() == '}') {
            next++;
            return;
        }
        Members *known = parser.members.of(holder);
        Member other;
        size_t index = 0;
        char sign;
        do {
            Member &member = known != nullptr && index < Members::limit ? known->list[index++] : other;
            if (end - next > 2 && member.begins(text + *next)) {
                next += 2;
            } else {
                read_name(member);
            }
            visit(member);
            sign = take_sign();
        } while (sign == ',');
        if (sign != '}') throw Invalid();
    }

    /// Reads a name and its colon where others stood before.
    __attribute__((noinline)) void read_name(Member &member) {
        if (peek() != '"') throw Invalid();
        const std::string_view token = take(), name = string(token);
        if (take_sign() != ':') throw Invalid();
        const char *colon = text + next[-1];
        // With escapes it is not the name that stands there, nor are blanks that are no part of it.
        const bool is_plain = name.data() == token.data() + 1 && colon == token.data() + token.size();
        member.become({token.data(), is_plain ? token.size() + 1 : SIZE_MAX}, parser.names.number(name));
    }

    template <typename Element>
    void elements(unsigned depth, Element element) {
        if (depth > depth_limit) throw Invalid();
        if (peek() == ']') {
            next++;
            return;
        }
        char sign;
        do {
            element();
            sign = take_sign();
        } while (sign == ',');
        if (sign != ']') throw Invalid();
    }

    static void check(std::string_view token) {
        if (is_short_number(token) || is_word(token)) return;
        if (!is_number(token)) throw Invalid();
    }

    static bool is_word(std::string_view token) {
        uint32_t start;
        memcpy(&start, token.data(), sizeof start);
        return (token.size() == 4 && (start == four_bytes("true") || start == four_bytes("null")))
            || (token.size() == 5 && start == four_bytes("fals") && token[4] == 'e');
    }

    static uint32_t four_bytes(const char *text) {
        uint32_t bytes;
        memcpy(&bytes, text, sizeof bytes);
        return bytes;
    }

    void check_string(std::string_view token) {
        // What it says nobody asks, nor whether it has control characters.
        const bool had_control = found_control;
        string(token);
        found_control = had_control;
    }

    static void set(wb_json_event &event, std::string_view text) {
        event.kind = WB_JSON_TEXT;
        event.text = bytes(text.data());
        event.text_count = static_cast<uint32_t>(text.size());
    }

    /// What a token in quotation marks says.
    std::string_view string(std::string_view token) {
        if (token.size() < 2 || token.back() != '"') throw Invalid();
        const std::string_view content = token.substr(1, token.size() - 2);
        return is_plain(content) ? content : unescaped(content);
    }

    /// Whether a part of the text has no backslash; parts are asked for in their order.
    bool is_plain(std::string_view part) {
        if (escape < part.data()) find_escape(part.data());
        return escape >= part.data() + part.size();
    }

    void find_escape(const char *from) {
        const void *found = memchr(from, '\\', end_of_text - from);
        escape = found != nullptr ? static_cast<const char *>(found) : end_of_text;
    }

    std::string_view unescaped(std::string_view content) {
        uint8_t *behind = unescape(*parser.tokens.implementation, bytes(content.data()), strings, 0);
        if (behind == nullptr) throw Invalid();
        const std::string_view result(reinterpret_cast<char *>(strings), behind - strings);
        strings = behind;
        found_control = found_control || has_control(result);
        return result;
    }
};

}  // namespace

size_t wb_json_padding(void) { return SIMDJSON_PADDING; }

void *wb_json_new(wb_json_lookup lookup, const void *names) { return new (std::nothrow) Parser(lookup, names); }

void wb_json_free(void *parser) { delete static_cast<Parser *>(parser); }

int wb_json_parse(
    void *opaque, const uint8_t *text, size_t count, unsigned depth_limit, wb_json_place *place,
    const wb_json_event **events, size_t *event_count, int *has_controls) {
    Parser &self = *static_cast<Parser *>(opaque);
    try {
        Walk walk(self, text, count, depth_limit, *place);
        walk.run();
        *place = walk.place_of_end();
        *has_controls = walk.has_controls();
    } catch (...) {
        return 0;
    }
    *events = self.events.begin();
    *event_count = self.events.count();
    return 1;
}
