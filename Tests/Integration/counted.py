"""Compares what strace sees of a run with what faults.c counts: no call that changes the disk may slip by.

From what is counted it also follows whether a power cut could undo what counts already: no file gets its name before its
bytes are safe, and no input is archived before the names of what was made of it are.

    counted.py SEED
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import faults
import nights
import scene

# The system's calls by the name of the function that makes them.
CHANGES = {
    "open": ("open", "openat", "openat2", "creat"),
    "mkdir": ("mkdir", "mkdirat"),
    "rename": ("rename", "renameat"),
    "renameat2": ("renameat2",),
    "unlink": ("unlink", "unlinkat"),
    "rmdir": ("rmdir",),
    "link": ("link", "linkat"),
    "chmod": ("chmod", "fchmodat", "fchmodat2"),
    "fchmod": ("fchmod",),
    "ftruncate": ("ftruncate",),
    "write": ("write",),
}
FUNCTIONS = {call: function for function, calls in CHANGES.items() for call in calls}
# What leaves the disk as it is, or only looks at it.
HARMLESS = set(
    "execve access faccessat faccessat2 readlink readlinkat read pread64 readv close fstat stat lstat newfstatat statx lseek"
    " getdents64 getdents mmap ioctl fcntl getcwd flock dup dup2 dup3 fadvise64 poll pipe2 statfs fstatfs".split()
)


def seen(trace, log):
    """The calls of a trace that change the disk, as functions with paths; others than the known ones are an error."""
    found = []
    for line in Path(trace).read_text().splitlines():
        call = re.match(r"\d+ +(\w+)\((.*)\) += (-?\d+|\?)", line)
        if not call or str(log) in line:
            continue
        name, arguments, _ = call.groups()
        if name in HARMLESS:
            continue
        if name not in FUNCTIONS:
            raise SystemExit(f"faults.c does not know the call {name}: {line}")
        function = FUNCTIONS[name]
        if function == "unlink" and "AT_REMOVEDIR" in arguments:
            function = "rmdir"
        if function == "open" and not re.search(r"O_CREAT|O_TRUNC", arguments):
            continue
        descriptor = re.match(r"(\d+)<([^>]*)>", arguments)
        if descriptor and function in ("write", "fchmod", "ftruncate"):
            if int(descriptor[1]) > 2 and descriptor[2].startswith("/"):
                found.append((function, descriptor[2].removesuffix(" (deleted)")))
        else:
            found.append((function, re.search(r'"((?:[^"\\]|\\.)*)"', arguments)[1]))
    return found


def unsafe(calls):
    """The calls of a run that give a name, or commit an input, too early for a power cut."""
    files, folders, found = set(), set(), []
    for call in calls:
        path = call.path.removesuffix(" (deleted)")
        parent = str(Path(path).parent)
        if call.function in ("write", "ftruncate"):
            files.add(path)
        elif call.function == "fsync":
            files.discard(path)
            folders.discard(path)
        elif call.function == "syncfs":
            files.clear()
            folders.clear()
        elif call.function == "rename" and "/.waybill-" in path:
            if path in files:
                found.append(f"call {call.number} names {path} before its bytes are safe")
            folders.add(parent)
        elif call.function == "renameat2" and "/claims/" in path:
            # The move of an input: from here on it counts as done.
            late = [name for name in [*folders, *(name for name in files if "/.waybill-" not in name)] if "/work/" not in name]
            if late:
                found.append(f"call {call.number} moves {path} before these are safe: {late[:3]}")
    return found


def watch(command, shim, place):
    """Runs a command under both; what strace has seen, and what the shim has counted."""
    trace, log = place / "trace", place / "log"
    settings = [f"LD_PRELOAD={shim.path}", f"FAULT_LOG={log}"]
    watched = [word for setting in settings for word in ("-E", setting)]
    strace = ["strace", "-f", "-y", "-s", "0", "-e", "trace=%file,%desc", "-o", str(trace)]
    done = subprocess.run([*strace, *watched, *command], capture_output=True, check=False)
    if done.returncode not in faults.GOOD:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
    counted = faults.calls(log)
    for path in (trace, log):
        path.rename(path.with_suffix(".old"))
    return seen(place / "trace.old", log), counted


def main():
    seed = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="waybill-counted-", dir=scene.memory()) as name:
        place = Path(name)
        shim = faults.Shim(place)
        for night in nights.NIGHTS:
            folder = place / night.name.replace(" ", "-")
            night.make(folder, seed, shim)
            command = night.command(folder)
            if command[1] in ("run", "purge"):
                traced, counted = watch([*command, "--dry-run"], shim, place)
                changed = [call for call in counted if call.kind in "cw" and Path(call.path).is_relative_to(place)]
                if changed:
                    print(f"{night.name}: a dry run changes the disk: {changed[:5]}")
                    return 1
            traced, counted = watch(command, shim, place)
            early = unsafe(counted)
            if early:
                print(f"{night.name}: " + "; ".join(early[:5]))
                return 1
            mine = [(call.function, call.path.removesuffix(" (deleted)")) for call in counted if call.kind in "cw"]
            if traced != mine:
                different = next((a, b) for a, b in zip(traced + [None], mine + [None]) if a != b)
                print(f"{night.name}: strace sees {len(traced)} calls that change the disk, faults.c {len(mine)}: {different}")
                return 1
            print(f"{night.name}: {len(mine)} calls that change the disk, each counted, and none too early for a power cut; a dry run makes none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
