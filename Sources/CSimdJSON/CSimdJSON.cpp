#include "CSimdJSON.h"

#include <simdjson.h>

#include <string>
#include <vector>

using namespace simdjson;

namespace {

struct Problem {
    int code;
    size_t offset;
    const char *message;
};

struct Parser {
    ondemand::parser parser;
    std::vector<wb_json_event> events;
    const char *start = nullptr;
    unsigned depth_limit = 0;
    std::string message;

    void add(uint32_t kind, const char *at, const char *text = nullptr, size_t count = 0) {
        events.push_back({reinterpret_cast<const uint8_t *>(text), static_cast<uint32_t>(count),
                          static_cast<uint32_t>(at - start), kind});
    }

    [[noreturn]] void fail(int code, const char *at, const char *text) {
        throw Problem{code, static_cast<size_t>(at - start), text};
    }

    static std::string_view trimmed(std::string_view token) {
        while (!token.empty() && static_cast<unsigned char>(token.back()) <= 0x20) token.remove_suffix(1);
        return token;
    }

    // On-demand parsing does not look at numbers that nobody asks for, and nobody asks for doubles here.
    static bool is_number(std::string_view t) {
        size_t i = 0;
        auto digits = [&] {
            size_t first = i;
            while (i < t.size() && t[i] >= '0' && t[i] <= '9') i++;
            return i - first;
        };
        if (i < t.size() && t[i] == '-') i++;
        size_t whole = i;
        size_t count = digits();
        if (count == 0 || (count > 1 && t[whole] == '0')) return false;
        if (i < t.size() && t[i] == '.') {
            i++;
            if (digits() == 0) return false;
        }
        if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
            i++;
            if (i < t.size() && (t[i] == '+' || t[i] == '-')) i++;
            if (digits() == 0) return false;
        }
        return i == t.size();
    }

    void scalar(std::string_view token) {
        if (token == "true") return add(WB_JSON_TRUE, token.data(), token.data(), token.size());
        if (token == "false") return add(WB_JSON_FALSE, token.data(), token.data(), token.size());
        if (token == "null") return add(WB_JSON_NULL, token.data());
        if (is_number(token)) return add(WB_JSON_NUMBER, token.data(), token.data(), token.size());
        fail(WB_JSON_MALFORMED, token.data(), "neither a string, a number, true, false nor null");
    }

    template <typename Value>
    void walk(Value &&value, unsigned depth) {
        std::string_view token = value.raw_json_token();
        switch (token.empty() ? '\0' : token[0]) {
            case '{': {
                if (depth >= depth_limit) fail(WB_JSON_TOO_DEEP, token.data(), "nested too deep");
                add(WB_JSON_OBJECT_START, token.data());
                ondemand::object object = value.get_object();
                for (auto field : object) {
                    std::string_view key = field.unescaped_key();
                    ondemand::value inner = field.value();
                    std::string_view at = inner.raw_json_token();
                    add(WB_JSON_KEY, at.data(), key.data(), key.size());
                    walk(inner, depth + 1);
                }
                add(WB_JSON_OBJECT_END, token.data());
                break;
            }
            case '[': {
                if (depth >= depth_limit) fail(WB_JSON_TOO_DEEP, token.data(), "nested too deep");
                add(WB_JSON_ARRAY_START, token.data());
                ondemand::array array = value.get_array();
                for (auto element : array) {
                    ondemand::value inner = element.value();
                    walk(inner, depth + 1);
                }
                add(WB_JSON_ARRAY_END, token.data());
                break;
            }
            case '"': {
                std::string_view text = value.get_string();
                add(WB_JSON_STRING, token.data(), text.data(), text.size());
                break;
            }
            default: scalar(trimmed(token));
        }
    }
};

}  // namespace

size_t wb_json_padding(void) { return SIMDJSON_PADDING; }

void *wb_json_new(void) { return new Parser; }

void wb_json_free(void *parser) { delete static_cast<Parser *>(parser); }

int wb_json_parse(
    void *opaque, const uint8_t *text, size_t count, size_t capacity, unsigned depth_limit,
    const wb_json_event **events, size_t *event_count, size_t *offset, const char **message) {
    Parser &self = *static_cast<Parser *>(opaque);
    self.events.clear();
    self.start = reinterpret_cast<const char *>(text);
    self.depth_limit = depth_limit;
    *offset = 0;
    *message = "";
    ondemand::document document;
    try {
        document = self.parser.iterate(self.start, count, capacity);
        self.walk(document, 0);
    } catch (const Problem &problem) {
        *offset = problem.offset;
        *message = problem.message;
        return problem.code;
    } catch (const simdjson_error &error) {
        self.message = error.what();
        *message = self.message.c_str();
        const char *location = nullptr;
        if (document.current_location().get(location) == SUCCESS && location >= self.start
            && location <= self.start + count) {
            *offset = static_cast<size_t>(location - self.start);
        }
        return error.error() == UTF8_ERROR ? WB_JSON_INVALID_UTF8 : WB_JSON_MALFORMED;
    } catch (...) {
        *message = "no memory";
        return WB_JSON_MALFORMED;
    }
    *events = self.events.data();
    *event_count = self.events.size();
    return WB_JSON_OK;
}
