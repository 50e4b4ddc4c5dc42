// Counts a program's calls to the disk, and lets them go wrong.
//
//   LD_PRELOAD=faults.so FAULT=28 FAULT_AT=7 program     the seventh call fails with error 28, "no space left on device"
//
//   FAULT=28              the number of the error
//   FAULT=0               the call is left out, and succeeds
//   FAULT=die             the program ends just before the call without warning, as kill -9 or a power cut would have it
//   FAULT=die-halfway     it ends in the middle of the call, when that is a write
//   FAULT=short           only a part of what is to be read or written is
//   FAULT_AT=7+           the seventh call and all after it; 1+ is every call
//   FAULT_KINDS=cw        only calls of these kinds: c changes the disk, w writes, s waits for the disk, r looks at it
//   FAULT_ONLY=flock      only calls of this function
//   FAULT_LOG=file        gets a line for each call: its kind, its function, its path; "!" in front where it went wrong
//   FAULT_CLOCK=-3600     what the program takes for the time, in seconds from the true one
//   FAULT_PID=1           what it takes for its number, as in a container each run has the same
//
// All calls have a number, from 1, whether they may go wrong or not. What was written is in the kernel's hands, so that
// nothing need wait for the disk: fsync and syncfs are counted and left out.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

// --- what goes wrong -----------------------------------------------------------------------------------------------

static long calls, first, last;
static enum { NOTHING, ERROR, LEFT_OUT, DEATH, DEATH_HALFWAY, HALF } fault;
static int error;
static const char *kinds, *only;
static long clock_offset;
static int log_descriptor = -1;

__attribute__((constructor)) static void begin(void) {
    const char *what = getenv("FAULT"), *at = getenv("FAULT_AT"), *log = getenv("FAULT_LOG");
    const char *offset = getenv("FAULT_CLOCK");
    kinds = getenv("FAULT_KINDS");
    only = getenv("FAULT_ONLY");
    clock_offset = offset ? atol(offset) : 0;
    if (log) {
        int opened = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        // Out of the way of the program's own.
        log_descriptor = syscall(SYS_fcntl, opened, F_DUPFD_CLOEXEC, 700);
        syscall(SYS_close, opened);
    }
    if (!what || !at) return;
    first = atol(at);
    last = strchr(at, '+') ? LONG_MAX : first;
    error = atoi(what);
    fault = !strcmp(what, "die")           ? DEATH
            : !strcmp(what, "die-halfway") ? DEATH_HALFWAY
            : !strcmp(what, "short")       ? HALF
            : error                        ? ERROR
                                           : LEFT_OUT;
}

static void note(int is_wrong, char kind, const char *function, const char *path) {
    char line[PATH_MAX + 64];
    int size = snprintf(line, sizeof line, "%s%c %s %s\n", is_wrong ? "!" : "", kind, function, path);
    if (syscall(SYS_write, log_descriptor, line, size) != size) abort();
}

static void die(void) { syscall(SYS_kill, syscall(SYS_getpid), SIGKILL); }

// Counts a call; what is to happen to it.
static int meet(char kind, const char *function, const char *path) {
    if (!strncmp(path, "/proc/", 6) || !strncmp(path, "/sys/", 5) || !strncmp(path, "/dev/null", 9)) return NOTHING;
    long number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    int is_wrong = fault != NOTHING && number >= first && number <= last && (!kinds || strchr(kinds, kind)) &&
                   (!only || !strcmp(only, function));
    if (log_descriptor >= 0) note(is_wrong, kind, function, path);
    if (!is_wrong) return NOTHING;
    if (fault == DEATH || (fault == DEATH_HALFWAY && kind != 'w')) die();
    if (fault == ERROR) errno = error;
    return fault;
}

static const char *path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    path[size > 0 ? size : 0] = 0;
    return path;
}

// Goes on with a call unless it fails or is left out.
#define MEET(kind, function, path)                 \
    switch (meet(kind, function, path)) {          \
        case ERROR: return -1;                     \
        case LEFT_OUT: return 0;                   \
    }

// --- calls by name -------------------------------------------------------------------------------------------------

#define OPEN(name)                                                                    \
    int name(const char *path, int flags, ...) {                                      \
        va_list rest;                                                                 \
        va_start(rest, flags);                                                        \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                     \
        va_end(rest);                                                                 \
        MEET(flags & (O_CREAT | O_TRUNC) ? 'c' : 'r', "open", path)                   \
        return REAL(#name, int (*)(const char *, int, ...))(path, flags, mode);       \
    }
OPEN(open)
OPEN(open64)

#define ONE(kind, name, type)                        \
    int name(type a) {                               \
        MEET(kind, #name, a)                         \
        return REAL(#name, int (*)(type))(a);        \
    }
#define TWO(kind, name, type, other)                       \
    int name(type a, other b) {                            \
        MEET(kind, #name, a)                               \
        return REAL(#name, int (*)(type, other))(a, b);    \
    }
TWO('c', rename, const char *, const char *)
TWO('c', link, const char *, const char *)
TWO('c', mkdir, const char *, mode_t)
TWO('c', chmod, const char *, mode_t)
ONE('c', unlink, const char *)
ONE('c', rmdir, const char *)
ONE('c', mkstemp, char *)
TWO('r', stat, const char *, struct stat *)
TWO('r', lstat, const char *, struct stat *)

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags) {
    MEET('c', "renameat2", old)
    return REAL("renameat2", int (*)(int, const char *, int, const char *, unsigned int))(from, old, to, new, flags);
}

char *realpath(const char *path, char *resolved) {
    if (meet('r', "realpath", path) == ERROR) return NULL;
    return REAL("realpath", char *(*)(const char *, char *))(path, resolved);
}

DIR *opendir(const char *path) {
    if (meet('r', "opendir", path) == ERROR) return NULL;
    return REAL("opendir", DIR *(*)(const char *))(path);
}

// --- calls by descriptor -------------------------------------------------------------------------------------------

struct dirent *readdir(DIR *folder) {
    char path[PATH_MAX];
    if (meet('r', "readdir", path_of(dirfd(folder), path)) == ERROR) return NULL;
    return REAL("readdir", struct dirent *(*)(DIR *))(folder);
}

int flock(int descriptor, int operation) {
    char path[PATH_MAX];
    MEET('r', "flock", path_of(descriptor, path))
    return REAL("flock", int (*)(int, int))(descriptor, operation);
}

int fchmod(int descriptor, mode_t mode) {
    char path[PATH_MAX];
    MEET('c', "fchmod", path_of(descriptor, path))
    return REAL("fchmod", int (*)(int, mode_t))(descriptor, mode);
}

int ftruncate(int descriptor, off_t size) {
    char path[PATH_MAX];
    MEET('c', "ftruncate", path_of(descriptor, path))
    return REAL("ftruncate", int (*)(int, off_t))(descriptor, size);
}

static int wait_for_disk(const char *function, int descriptor) {
    char path[PATH_MAX];
    MEET('s', function, path_of(descriptor, path))
    return 0;
}

int fsync(int descriptor) { return wait_for_disk("fsync", descriptor); }
int syncfs(int descriptor) { return wait_for_disk("syncfs", descriptor); }

// Terminals, pipes and what is said to people are not the disk.
static int is_file(int descriptor) {
    struct stat status;
    int is_open = !REAL("fstat", int (*)(int, struct stat *))(descriptor, &status);
    return descriptor > STDERR_FILENO && is_open && S_ISREG(status.st_mode);
}

int fstat(int descriptor, struct stat *status) {
    char path[PATH_MAX];
    if (is_file(descriptor)) MEET('r', "fstat", path_of(descriptor, path))
    return REAL("fstat", int (*)(int, struct stat *))(descriptor, status);
}

static size_t half(size_t size) { return size > 1 ? size / 2 : size; }

ssize_t read(int descriptor, void *bytes, size_t size) {
    ssize_t (*real)(int, void *, size_t) = REAL("read", ssize_t (*)(int, void *, size_t));
    char path[PATH_MAX];
    if (!is_file(descriptor)) return real(descriptor, bytes, size);
    switch (meet('r', "read", path_of(descriptor, path))) {
        case ERROR: return -1;
        case LEFT_OUT: return 0;
        // Few bytes at once: most files are shorter than half of what is asked for.
        case HALF: return real(descriptor, bytes, size > 7 ? 7 : half(size));
        default: return real(descriptor, bytes, size);
    }
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = REAL("write", ssize_t (*)(int, const void *, size_t));
    char path[PATH_MAX];
    if (!is_file(descriptor)) return real(descriptor, bytes, size);
    switch (meet('w', "write", path_of(descriptor, path))) {
        case ERROR: return -1;
        case LEFT_OUT: return size;
        case HALF: return real(descriptor, bytes, half(size));
        case DEATH_HALFWAY:
            real(descriptor, bytes, size / 2);
            die();
            return -1;
        default: return real(descriptor, bytes, size);
    }
}

// --- the clock and the process ----------------------------------------------------------------------------------------

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = REAL("clock_gettime", int (*)(clockid_t, struct timespec *))(clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec += clock_offset;
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

pid_t getpid(void) {
    const char *number = getenv("FAULT_PID");
    return number ? atoi(number) : (pid_t)syscall(SYS_getpid);
}
