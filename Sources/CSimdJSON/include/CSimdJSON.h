#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What stands at a place of a JSON text.
enum wb_json_kind {
    WB_JSON_OBJECT_START,
    WB_JSON_ARRAY_START,
    /// The end of an object or array.
    WB_JSON_END,
    /// A string, unescaped, or true, false or a number as written: never turned into a floating-point number.
    WB_JSON_TEXT,
    WB_JSON_NULL,
};

/// A place in a text: lines and characters, both from 1.
typedef struct {
    size_t line;
    size_t column;
} wb_json_place;

/// Texts are UTF-8, valid until the next parse, as long as the parsed text stays.
typedef struct {
    const uint8_t *text;
    uint32_t text_count;
    /// The number of the member's name; -1 for what is no member.
    int32_t name;
    /// Where the value starts.
    uint32_t line;
    uint32_t column;
    uint32_t kind;
} wb_json_event;

/// Bytes that must be readable behind a text that is parsed or scanned.
size_t wb_json_padding(void);
/// Tells the number of a member's name, unescaped UTF-8; 0 for one that nobody wants.
typedef int32_t (*wb_json_lookup)(const void *names, const uint8_t *name, size_t count);

/// A parser that is used again and again.
void *wb_json_new(wb_json_lookup lookup, const void *names);
void wb_json_free(void *parser);

/// Parses one object or array that fills the text, into events. Members that nobody wants are held against the grammar and left
/// out; of those that are objects it is only told that they are there.
/// `place` is that of the text's first byte and becomes that behind its last.
/// `has_controls` becomes whether a string has a control character escaped that XML forbids.
/// Returns whether the text is valid: it says not where it is wrong, and `place` stays as it was.
int wb_json_parse(
    void *parser, const uint8_t *text, size_t count, unsigned depth_limit, wb_json_place *place,
    const wb_json_event **events, size_t *event_count, int *has_controls);

/// How far a scan has come; all zeros at its start.
typedef struct {
    size_t index;
    size_t depth;
    uint64_t is_in_string;
    uint64_t escape_carry;
} wb_json_scan;

/// Looks for the end of an object or array by brackets and quotation marks alone.
/// `text` starts with its bracket and may have grown, or moved, since the last call with the same scan.
/// Returns how many bytes the value has, or 0 when its end is not there.
size_t wb_json_scan_value(wb_json_scan *scan, const uint8_t *text, size_t count);

#ifdef __cplusplus
}
#endif
