#include <libxml/xmlversion.h>
// Else its headers bring those of Debian's ICU along, whose types are not those of the ICU that Foundation has in it.
// What they say of ICU is at the end of a struct that only libxml2 itself makes and reads.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
