#pragma once
// Of glibc's own settings of memory, which Swift's Glibc leaves out.
#include <malloc.h>
