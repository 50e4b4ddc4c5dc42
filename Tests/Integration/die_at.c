// Ends its process without warning at one of its calls that change the disk, as kill -9 or a power cut would.
//
//   LD_PRELOAD=die_at.so DIE_AT=7 program     dies just before the seventh call
//   DIE_HALFWAY=1                             dies in the middle of it, when it is a write
//   DIE_COUNT=file                            takes a letter for each call at a normal end: w for a write
//
// What was written is in the kernel's hands, so that nothing need wait for the disk: fsync and syncfs are counted and left out.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_CALLS = 1 << 20 };

static long calls;
static char kinds[MOST_CALLS];
static long deadly;
static int halfway;

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("DIE_AT");
    deadly = at ? atol(at) : 0;
    halfway = getenv("DIE_HALFWAY") != NULL;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("DIE_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fwrite(kinds, 1, calls < MOST_CALLS ? calls : MOST_CALLS, file);
        fclose(file);
    }
}

// Counts a call; whether it is the one to die at.
static int is_deadly(char kind) {
    long number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (number <= MOST_CALLS) kinds[number - 1] = kind;
    return number == deadly;
}

static void die(void) { kill(getpid(), SIGKILL); }

static void count(void) {
    if (is_deadly('c')) die();
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

#define OPEN(name)                                                          \
    int name(const char *path, int flags, ...) {                            \
        va_list rest;                                                       \
        va_start(rest, flags);                                              \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;           \
        va_end(rest);                                                       \
        if (flags & (O_CREAT | O_TRUNC)) count();                           \
        return REAL(#name, int (*)(const char *, int, ...))(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define ONE(name, first)                          \
    int name(first a) {                           \
        count();                                  \
        return REAL(#name, int (*)(first))(a);    \
    }
#define TWO(name, first, second)                          \
    int name(first a, second b) {                         \
        count();                                          \
        return REAL(#name, int (*)(first, second))(a, b); \
    }
TWO(rename, const char *, const char *)
TWO(link, const char *, const char *)
TWO(mkdir, const char *, mode_t)
TWO(chmod, const char *, mode_t)
TWO(ftruncate, int, off_t)
ONE(unlink, const char *)
ONE(rmdir, const char *)

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags) {
    count();
    return REAL("renameat2", int (*)(int, const char *, int, const char *, unsigned int))(from, old, to, new, flags);
}

int fsync(int descriptor) {
    (void)descriptor;
    count();
    return 0;
}

int syncfs(int descriptor) { return fsync(descriptor); }

ssize_t write(int descriptor, const void *bytes, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = REAL("write", ssize_t (*)(int, const void *, size_t));
    struct stat status;
    if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return real(descriptor, bytes, size);
    if (is_deadly('w')) {
        if (halfway) real(descriptor, bytes, size / 2);
        die();
    }
    return real(descriptor, bytes, size);
}
