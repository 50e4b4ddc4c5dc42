#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What stands at a place of a JSON text.
enum wb_json_kind {
    WB_JSON_OBJECT_START,
    WB_JSON_OBJECT_END,
    WB_JSON_ARRAY_START,
    WB_JSON_ARRAY_END,
    WB_JSON_KEY,
    /// Unescaped.
    WB_JSON_STRING,
    /// As written: never turned into a floating-point number.
    WB_JSON_NUMBER,
    WB_JSON_TRUE,
    WB_JSON_FALSE,
    WB_JSON_NULL,
};

typedef struct {
    /// UTF-8; valid until the next parse.
    const uint8_t *text;
    uint32_t count;
    /// Bytes from the start of the parsed text to the value's first byte.
    uint32_t offset;
    uint32_t kind;
} wb_json_event;

/// Why a text cannot be parsed.
enum wb_json_problem {
    WB_JSON_OK = 0,
    WB_JSON_MALFORMED = 1,
    WB_JSON_INVALID_UTF8 = 2,
    WB_JSON_TOO_DEEP = 3,
};

/// Bytes that must be readable behind a text.
size_t wb_json_padding(void);
/// A parser that is used again and again.
void *wb_json_new(void);
void wb_json_free(void *parser);
/// Parses one value that fills the text, into events.
/// On failure `offset` is the place of the problem, as near as it is known, and `message` says what it is.
int wb_json_parse(
    void *parser, const uint8_t *text, size_t count, size_t capacity, unsigned depth_limit,
    const wb_json_event **events, size_t *event_count, size_t *offset, const char **message);

#ifdef __cplusplus
}
#endif
