// Parses a file and does nothing with it: what a conversion cannot be faster than, with the same parser.
//
//     floor csv FILE        libcsv, strict
//     floor json FILE       yajl

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <csv.h>
#include <yajl/yajl_parse.h>

enum { chunk_size = 64 << 10 };
static unsigned char chunk[chunk_size];

static void field(void *bytes, size_t count, void *context) { (void)bytes, (void)count, (void)context; }
static void row(int end, void *context) { (void)end, (void)context; }

static int plain(void *context) { return (void)context, 1; }
static int boolean(void *context, int value) { return (void)context, (void)value, 1; }
static int number(void *context, const char *text, size_t count) {
    return (void)context, (void)text, (void)count, 1;
}
static int string(void *context, const unsigned char *text, size_t count) {
    return (void)context, (void)text, (void)count, 1;
}

static int parse_csv(int file) {
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return 1;
    ssize_t count;
    while ((count = read(file, chunk, chunk_size)) > 0) {
        if (csv_parse(&parser, chunk, (size_t)count, field, row, NULL) != (size_t)count) return 1;
    }
    const int failed = csv_fini(&parser, field, row, NULL);
    csv_free(&parser);
    return count < 0 || failed;
}

static int parse_json(int file) {
    static const yajl_callbacks callbacks = {
        .yajl_null = plain,
        .yajl_boolean = boolean,
        // Numbers stay text, as they do in Waybill.
        .yajl_number = number,
        .yajl_string = string,
        .yajl_start_map = plain,
        .yajl_map_key = string,
        .yajl_end_map = plain,
        .yajl_start_array = plain,
        .yajl_end_array = plain,
    };
    yajl_handle parser = yajl_alloc(&callbacks, NULL, NULL);
    if (parser == NULL) return 1;
    yajl_status status = yajl_status_ok;
    ssize_t count = 0;
    while (status == yajl_status_ok && (count = read(file, chunk, chunk_size)) > 0) {
        status = yajl_parse(parser, chunk, (size_t)count);
    }
    if (status == yajl_status_ok) status = yajl_complete_parse(parser);
    yajl_free(parser);
    return count < 0 || status != yajl_status_ok;
}

int main(int count, char **words) {
    const int is_csv = count == 3 && strcmp(words[1], "csv") == 0;
    if (!is_csv && !(count == 3 && strcmp(words[1], "json") == 0)) {
        fprintf(stderr, "usage: floor csv|json FILE\n");
        return 64;
    }
    const int file = open(words[2], O_RDONLY);
    if (file < 0) {
        perror(words[2]);
        return 66;
    }
    if ((is_csv ? parse_csv : parse_json)(file) == 0) return 0;
    fprintf(stderr, "%s: not parsed to its end\n", words[2]);
    return 65;
}
