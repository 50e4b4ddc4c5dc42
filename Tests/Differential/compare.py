#!/usr/bin/env python3
"""Runs Waybill and the reference on one export and says where they first differ.

    compare.py orders.xml --label "seed 7" -- --channel custom-store --currency EUR

What stands behind `--` goes to both. JSON Lines and tables must be equal byte by byte, but for the order of the codes
in `warnings`, which the documentation leaves open; rejects must name the same records, orders and codes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

import reference
import tables


class Difference(Exception):
    pass


def waybill(file, options, target, rejects=None):
    command = [os.environ["WAYBILL"], "convert", file, "--to", target, "--quiet", *options]
    if rejects:
        command += ["--rejects", rejects]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 65):
        raise Difference(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr.decode()[:500]}")
    return done.returncode, done.stdout.decode("utf-8")


def sorted_json(line):
    """The line with its warnings sorted; they are its last key."""
    head, mark, tail = line.rpartition(',"warnings":[')
    if not mark:
        return line
    codes = sorted(json.loads("[" + tail.rstrip("\n")[:-1]))
    return head + mark + ",".join(json.dumps(code) for code in codes) + "]}\n"


def sorted_row(line):
    """The row with its warnings sorted; they are its last cell."""
    head, comma, codes = line.rstrip("\n").rpartition(",")
    return head + comma + "; ".join(sorted(codes.split("; "))) + "\n"


def flat(value, path=""):
    """Each value of an object with its path, in the order of the keys."""
    if isinstance(value, dict):
        return [pair for key, part in value.items() for pair in flat(part, f"{path}.{key}" if path else key)]
    if isinstance(value, list):
        return [pair for index, part in enumerate(value) for pair in flat(part, f"{path}[{index}]")]
    return [(path, value)]


def explain(target, position, ours, theirs):
    """The first field of a line that differs."""
    if target == "jsonl":
        mine, other = (flat(json.loads(line, parse_float=str, parse_int=str)) for line in (ours, theirs))
        for have, want in zip(mine + [("end", "")], other + [("end", "")]):
            if have != want:
                found, expected = (f"{path}: {value!r}" for path, value in (have, want))
                return f"line {position}: {found}\n    reference: {expected}\n    order: {theirs[:160]}"
    return f"line {position}: {ours!r}\n    reference: {theirs!r}"


def compare_lines(target, ours, theirs):
    tidy = {"jsonl": sorted_json, "csv": sorted_row, "lines": lambda line: line}[target]
    # Records end with LF; a CR, or another line break of Unicode, is a part of a text.
    mine = [tidy(line + "\n") for line in ours.split("\n")[:-1]]
    other = [tidy(line + "\n") for line in theirs.split("\n")[:-1]]
    for position, (have, want) in enumerate(zip(mine, other), 1):
        if have != want:
            raise Difference(f"--to {target}, " + explain(target, position, have, want))
    if len(mine) != len(other):
        raise Difference(f"--to {target}: {len(mine)} lines; the reference has {len(other)}")


def compare_rejects(path, expected):
    with open(path, encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    mine = [(each["record"], each.get("orderNumber"), each["code"]) for each in found]
    for have, want in zip(mine + [None], expected + [None]):
        if have != want:
            raise Difference(f"--rejects: {have}\n    reference: {want}")


def compare(file, options):
    """How many orders, rejects and exclusions both agree on."""
    parser = argparse.ArgumentParser()
    for name in ("--channel", "--store", "--currency", "--statuses"):
        parser.add_argument(name)
    parser.add_argument("--unknown-status", default="reject")
    parser.add_argument("--time-zone", default="UTC")
    rules = parser.parse_args(options)
    converter = reference.Converter(
        rules.channel, rules.store, rules.currency, rules.statuses, rules.unknown_status, rules.time_zone
    )
    with open(file, "rb") as source:
        orders, rejects, excluded = converter.convert(source.read(), os.path.basename(file))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rejects.jsonl")
        for target, writer in tables.WRITERS.items():
            status, text = waybill(file, options, target, path if target == "jsonl" else None)
            if target == "jsonl":
                compare_rejects(path, rejects)
            if status != (65 if rejects else 0):
                raise Difference(f"--to {target}: exit status {status} with {len(rejects)} rejects")
            compare_lines(target, text, writer(orders))
    return len(orders), len(rejects), excluded


def main():
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--label", required=True)
    given = parser.parse_args(sys.argv[1:split])
    try:
        counts = compare(given.file, sys.argv[split + 1 :])
    except Difference as difference:
        print(f"{given.label}: Waybill and the reference differ\n  {difference}", file=sys.stderr)
        return 1
    print("{}: equal: {} orders, {} rejects, {} excluded".format(given.label, *counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
