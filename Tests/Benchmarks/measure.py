#!/usr/bin/env python3
"""Runs commands in turn on one file and prints their times, and the ratios to the first.

    measure.py FORMAT FILE ROUNDS                time
    measure.py FORMAT FILE --instructions        instructions, counted by callgrind

The format is xml, csv or json; WAYBILL and FLOOR are the paths of the programs that are compared.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

FLOORS = {
    "xml": ("xmllint --sax --noout", ["xmllint", "--sax", "--noout", "FILE"]),
    "csv": ("empty libcsv loop", ["FLOOR", "csv", "FILE"]),
    "json": ("empty yajl loop", ["FLOOR", "json", "FILE"]),
}
CHANNELS = {
    "xml": ["--channel", "custom-store"],
    "csv": ["--channel", "geekseller"],
    "json": ["--channel", "americommerce", "--currency", "USD"],
}


def commands(form, file, waybill):
    """What is there, as command lines; what is missing is named."""
    name, floor = FLOORS[form]
    convert = [waybill, "convert", file, *CHANNELS[form], "--quiet", "--to"]
    line = [{"FILE": file, "FLOOR": os.environ.get("FLOOR", "")}.get(word, word) for word in floor]
    found = {name: line, "waybill --to jsonl": [*convert, "jsonl"], "waybill --to csv": [*convert, "csv"]}
    if not shutil.which(line[0]):
        print(f"missing: {name} is left out")
        del found[name]
    return found


def timed(line):
    """The seconds of processor and of wall that a command took; what it writes goes nowhere."""
    started = time.perf_counter()
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, wall


def spread(values):
    return f"{statistics.median(values):6.2f} {min(values):6.2f} {max(values):6.2f}"


def times(form, file, rounds):
    lines = commands(form, file, os.environ["WAYBILL"])
    for line in lines.values():
        timed(line)
    taken = {name: [] for name in lines}
    for _ in range(rounds):
        for name, line in lines.items():
            taken[name].append(timed(line))
    first = next(iter(lines))
    print(f"{form}: {os.path.getsize(file) / 1e6:.0f} MB, {rounds} rounds in turn, seconds; ratios of medians to {first}\n")
    print(f"{'':24}{'CPU median min max':>22}{'wall median min max':>24}{'CPU ratio':>11}{'wall ratio':>12}")
    middle = {name: [statistics.median(each) for each in zip(*values)] for name, values in taken.items()}
    for name, values in taken.items():
        cpu, wall = zip(*values)
        ratios = [mine / floor for mine, floor in zip(middle[name], middle[first])]
        print(f"{name:24}{spread(cpu):>22}{spread(wall):>24}{ratios[0]:11.2f}{ratios[1]:12.2f}")


def instructions(form, file):
    for tool in ("valgrind", "strip"):
        if not shutil.which(tool):
            print(f"missing: {tool}, so that no instructions are counted")
            return
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        # Valgrind 3.19 gives up on the debug information of Swift's static libraries.
        subprocess.run(["strip", "-o", f"{folder}/waybill", os.environ["WAYBILL"]], check=True)
        for name, line in commands(form, file, f"{folder}/waybill").items():
            tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
            done = subprocess.run([*tool, *line], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
            collected = re.search(rb"Collected : (\d+)", done.stderr)
            if done.returncode or not collected:
                raise SystemExit(f"{name}: {done.stderr.decode(errors='replace')[-1000:]}")
            counts[name] = int(collected.group(1))
    first = next(iter(counts))
    print(f"{form}: {os.path.getsize(file) / 1e6:.1f} MB, instructions; ratios to {first}\n")
    for name, count in counts.items():
        print(f"{name:24}{count:>16,}{count / counts[first]:8.3f}")


def main():
    form, file, how = sys.argv[1:]
    if how == "--instructions":
        instructions(form, file)
    else:
        times(form, file, int(how))


if __name__ == "__main__":
    main()
