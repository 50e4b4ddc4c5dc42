#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
