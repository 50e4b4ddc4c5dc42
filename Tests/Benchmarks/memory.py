"""Measures the memory that conversions and runs take, on files of several sizes.

    memory.py FOLDER SEED FORMATS MEGABYTES ...

A file's base is what a file without orders would take: the line through the smallest and the largest file at no orders.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from peers import CHANNELS, HERE, conversions

WAYBILL, STARTS = os.environ["WAYBILL"], os.environ["STARTS"]
# Bytes of the files of data.py for each order.
BYTES = {"xml": 3500, "csv": 1100, "json": 3470}
# Bytes that an order may take: what was found and a fifth. A table also knows of each of its orders that it has come.
LIMITS = {"convert": {"xml": 30, "csv": 53, "json": 30}, "run": {"xml": 70, "csv": 137, "json": 70}}


def memory(*line):
    """The most memory that a command had, in MB; it is started by a program that is smaller than any command."""
    done = subprocess.run([STARTS, "1", *map(str, line)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{line}: {done.stderr}")
    return float(done.stdout.splitlines()[-1].split(" MB")[0].split()[-1])


def converted(form, file):
    return memory(*conversions(form, str(file), WAYBILL)["waybill --to jsonl"])


def run(form, file, folder):
    """Of a run that reads the file as its only input."""
    inbox = folder / "in/orders/shop"
    inbox.mkdir(parents=True)
    file.rename(inbox / file.name)
    channel = CHANNELS[form][1]
    job = folder / "job.yaml"
    job.write_text(f"version: 1\nsettle: 0s\nstores:\n  shop: {{channel: {channel}, currency: USD, window: none}}\n")
    found = memory(WAYBILL, "run", job, "--quiet")
    shutil.rmtree(folder)
    return found


def main():
    folder, seed, formats, sizes = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split(), list(map(int, sys.argv[4:]))
    failed = False
    print(f"{'':8}{'MB':>6}{'orders':>11}{'convert':>12}{'run':>12}")
    for form in formats:
        found = []
        for size in sizes:
            orders = size * 1_000_000 // BYTES[form]
            file = folder / f"orders.{form}"
            with file.open("wb") as out:
                made = [sys.executable, str(HERE / "data.py"), form, "--orders", str(orders), "--seed", seed]
                subprocess.run(made, stdout=out, check=True)
            taken = {"convert": converted(form, file), "run": run(form, file, folder / "run")}
            found.append((orders, taken))
            print(f"{form:8}{size:>6}{orders:>11,}{taken['convert']:>9.1f} MB{taken['run']:>9.1f} MB", flush=True)
        (few, small), (many, large) = found[0], found[-1]
        for what, limits in LIMITS.items():
            each = (large[what] - small[what]) * 1e6 / (many - few)
            base = small[what] - few * each / 1e6
            print(f"{form} {what}: {base:.1f} MB, and {each:.0f} bytes for each order")
            if each > limits[form]:
                print(f"{form} {what}: at most {limits[form]} are allowed", file=sys.stderr)
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
