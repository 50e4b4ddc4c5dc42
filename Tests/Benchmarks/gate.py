#!/usr/bin/env python3
"""Fails when Waybill takes more instructions for an order than it may, counted against parsers that do nothing.

    gate.py ORDERS MORE

Two files differ by some orders, and so do the counts: what starting takes is in neither difference. The same program
takes the same instructions each time, whatever else the machine does. What starting takes has a limit of its own.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import counted, instructions

# What was found, and a few hundredths for other compilers and libraries: a change that takes more is to be seen.
LIMITS = {"xml": 1.40, "csv": 1.36, "json": 1.30}
# Of `waybill --version`, in millions: 4.7 were found, nearly all of them the dynamic linker's. Foundation takes two more.
START = 6
HERE = Path(__file__).resolve().parent


def converted(form, orders, folder):
    file = Path(folder, f"orders.{form}")
    with file.open("wb") as out:
        subprocess.run(
            [sys.executable, str(HERE / "data.py"), form, "--orders", str(orders), "--seed", "1"], stdout=out, check=True)
    return instructions(form, str(file))


def stripped(folder):
    """The program as Valgrind can read it."""
    subprocess.run(["strip", "-o", f"{folder}/waybill", os.environ["WAYBILL"]], check=True)
    return f"{folder}/waybill"


def main():
    few, many = int(sys.argv[1]), int(sys.argv[1]) + int(sys.argv[2])
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for form, limit in LIMITS.items():
            before, after = converted(form, few, folder), converted(form, many, folder)
            each = {name: (after[name] - before[name]) / (many - few) for name in after}
            nothing, *conversions = each
            if not conversions[1:]:
                raise SystemExit(f"{form}: there is no parser to compare with")
            for name in conversions:
                ratio = each[name] / each[nothing]
                print(f"{form} {name}: {each[name]:,.0f} instructions for an order, {ratio:.3f} x {nothing}")
            if each[conversions[0]] > limit * each[nothing]:
                print(f"{form}: at most {limit} is allowed", file=sys.stderr)
                failed = True
        start = counted("--version", [stripped(folder), "--version"], folder) / 1e6
        print(f"start: {start:.1f} million instructions")
        if start > START:
            print(f"start: at most {START} million are allowed", file=sys.stderr)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
