#!/usr/bin/env python3
"""Runs commands in turn on one file and prints their times, and how they compare with Waybill's.

    measure.py FORMAT FILE ROUNDS [RESULTS]      time and memory; appended to RESULTS as a line of JSON
    measure.py FORMAT FILE --instructions        instructions, counted by callgrind

The format is xml, csv or json; WAYBILL and FLOOR are the paths of the programs that are compared, PEERS_PYTHON that of a
Python which has lxml, duckdb and polars.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from peers import Run, by_all_processors, conversions, floor, peers


def timed(line):
    """The seconds of processor and of wall that a command took, and its memory in MB; what it writes goes nowhere."""
    line = line.line() if isinstance(line, Run) else line
    started = time.perf_counter()
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000


def in_turn(lines, rounds):
    """The medians of all commands, and the least and most of their processor time."""
    for line in lines.values():
        timed(line)
    taken = {name: [] for name in lines}
    for _ in range(rounds):
        for name, line in lines.items():
            taken[name].append(timed(line))
    found = {}
    for name, values in taken.items():
        cpu, wall, memory = (list(each) for each in zip(*values))
        found[name] = {
            "cpu": statistics.median(cpu), "cpuMin": min(cpu), "cpuMax": max(cpu),
            "wall": statistics.median(wall), "wallMin": min(wall), "wallMax": max(wall), "memory": max(memory)}
    return found


def times(form, file, rounds, results):
    lines, makes, first = {}, {}, None
    if nothing := floor(form, file):
        first, lines[nothing[0]] = nothing
    waybill = os.environ["WAYBILL"]
    lines |= conversions(form, file, waybill) | by_all_processors(form, file, waybill)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(file)) as folder:
        lines["waybill run"] = Run(form, file, waybill, folder)
        report(form, file, rounds, results, lines, makes, first)


def report(form, file, rounds, results, lines, makes, first):
    for name, made, line in peers(form, file):
        lines[name], makes[name] = line, f"waybill --to {made}"
    found = in_turn(lines, rounds)
    print(f"{form}: {os.path.getsize(file) / 1e6:.0f} MB, {rounds} rounds in turn; medians (least, most) in seconds\n")
    print(f"{'':22}{'processor':>22}{'wall':>22}{'MB':>7}  ratios of processor and wall")
    for name, values in found.items():
        other = makes.get(name, first)
        cells = [f"{values[key]:.2f} ({values[key + 'Min']:.2f}, {values[key + 'Max']:.2f})" for key in ("cpu", "wall")]
        text = f"{name:22}{cells[0]:>22}{cells[1]:>22}{values['memory']:>7.0f}"
        if other and name != first:
            ratios = [values[key] / found[other][key] for key in ("cpu", "wall")]
            text += f"  {ratios[0]:.2f}, {ratios[1]:.2f} x {other}"
            values |= {"against": other, "cpuRatio": ratios[0], "wallRatio": ratios[1]}
        print(text)
    if results:
        with open(results, "a", encoding="utf-8") as out:
            out.write(json.dumps({"format": form, "bytes": os.path.getsize(file), "rounds": rounds, "found": found}) + "\n")


def instructions(form, file):
    """How many instructions the parser that does nothing and the conversions take, by their names."""
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        # Valgrind 3.19 gives up on the debug information of Swift's static libraries.
        subprocess.run(["strip", "-o", f"{folder}/waybill", os.environ["WAYBILL"]], check=True)
        lines = dict([nothing] if (nothing := floor(form, file)) else [])
        for name, line in (lines | conversions(form, file, f"{folder}/waybill")).items():
            counts[name] = counted(name, line, folder)
    return counts


def counted(name, line, folder):
    """How many instructions a command takes."""
    tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
    done = subprocess.run([*tool, *line], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    collected = re.search(rb"Collected : (\d+)", done.stderr)
    if done.returncode or not collected:
        raise SystemExit(f"{name}: {done.stderr.decode(errors='replace')[-1000:]}")
    return int(collected.group(1))


def main():
    form, file, how = sys.argv[1:4]
    if how != "--instructions":
        return times(form, file, int(how), sys.argv[4] if len(sys.argv) > 4 else None)
    if missing := [tool for tool in ("valgrind", "strip") if not shutil.which(tool)]:
        raise SystemExit(f"missing: {', '.join(missing)}, so that no instructions are counted")
    counts = instructions(form, file)
    first = next(iter(counts))
    print(f"{form}: {os.path.getsize(file) / 1e6:.1f} MB, instructions; ratios to {first}\n")
    for name, count in counts.items():
        print(f"{name:24}{count:>16,}{count / counts[first]:8.3f}")
    return None


if __name__ == "__main__":
    main()
