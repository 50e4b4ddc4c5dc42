// Starts programs in turn, from a small program, and prints what a start takes.
//
//     starts ROUNDS PROGRAM [ARGUMENT ...] [-- PROGRAM [ARGUMENT ...]] ...

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { most = 16 };

struct program {
    char **line;
    double *wall, *processor;
    long memory, faults;
};

static double milliseconds(struct timespec from, struct timespec to) {
    return (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6;
}

static double milliseconds_of(struct rusage used) {
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static void start(struct program *program, int round, int nowhere) {
    struct timespec begun, ended;
    struct rusage used;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    // Nothing of this program is copied for the other.
    pid_t child = vfork();
    if (child == 0) {
        dup2(nowhere, STDOUT_FILENO);
        execv(program->line[0], program->line);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) {
        fprintf(stderr, "%s does not start, or does not end with 0\n", program->line[0]);
        exit(1);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    program->wall[round] = milliseconds(begun, ended);
    program->processor[round] = milliseconds_of(used);
    program->memory = used.ru_maxrss;
    program->faults = used.ru_minflt;
}

static int by_size(const void *a, const void *b) { return (*(double *)a > *(double *)b) - (*(double *)a < *(double *)b); }

int main(int count, char **words) {
    int rounds = count > 2 ? atoi(words[1]) : 0, programs = 0, nowhere = open("/dev/null", O_WRONLY);
    struct program all[most];
    for (int next = 2; rounds > 0 && next < count && programs < most; next++) {
        all[programs++] = (struct program){words + next, calloc(rounds, sizeof(double)), calloc(rounds, sizeof(double)), 0, 0};
        while (next < count && strcmp(words[next], "--") != 0) next++;
        words[next] = NULL;
    }
    if (programs == 0 || nowhere < 0) return 64;
    for (int round = 0; round < rounds; round++)
        for (int each = 0; each < programs; each++) start(&all[each], round, nowhere);
    printf("least and median of %d starts, in milliseconds\n      wall     processor   memory    faults\n", rounds);
    for (int each = 0; each < programs; each++) {
        struct program *it = &all[each];
        qsort(it->wall, rounds, sizeof(double), by_size);
        qsort(it->processor, rounds, sizeof(double), by_size);
        printf("%5.2f %5.2f   %5.2f %5.2f   %5.1f MB   %6ld  ", it->wall[0], it->wall[rounds / 2], it->processor[0],
               it->processor[rounds / 2], it->memory / 1e3, it->faults);
        for (char **word = it->line; *word; word++) printf(" %s", *word);
        printf("\n");
    }
    return 0;
}
