#!/usr/bin/env python3
"""Makes what shipments are measured with, and measures it.

    labels.py join FOLDER --orders 1000000 --labels 100000      many orders, many labels
    labels.py ledger FOLDER --keys 1000000 --entries 1000       a ledger of years

Both print seconds, the largest memory, and the ratio to reading the orders alone: a run on the same orders for one
label. WAYBILL is the path of the release binary. The same seed gives the same bytes.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

NOON = "2026-11-23T12:00:00Z"
JOB = "version: 1\nsettle: 0s\nlabels: {currency: USD}\nstores:\n  shop:\n    channel: "
LABEL = {
    "createDate": "2026-11-22T07:30:12.6270000", "shipDate": "2026-11-22", "shipmentCost": 7.85, "insuranceCost": 0,
    "isReturnLabel": False, "carrierCode": "ups", "serviceCode": "ups_ground", "packageCode": "package", "voided": False,
    "voidDate": None, "weight": {"value": 16, "units": "ounces"}}
# A purchase order as Waybill writes it: Sears is told of all boxes of an input in one body, so that a million
# announcements are no million files.
PURCHASE = (
    '{"channel":"sears","store":"shop","orderKey":"2026-11-22-%d","orderNumber":"%d","orderStatus":"awaiting_shipment",'
    '"channelStatus":"Open","orderDate":"2026-11-22T14:00:00Z","currency":"USD","shipTo":{"name":"Dana Whitfield",'
    '"street1":"418 Alder Court","city":"Peoria","state":"IL","postalCode":"61602","country":"US"},"items":['
    '{"lineItemKey":"1","sku":"MUG-1","name":"Mug","quantity":1,"unitPrice":8.00,"adjustment":false,"ships":true}],'
    '"channelData":{"po-date":"2026-11-22","po-number":"%d","po-time":"08:00:00"},'
    '"source":{"file":"orders.xml","record":1,"line":3}}\n')
FIRST = 100_001


def place(folder, name, channel):
    """A drop folder of its own."""
    root = pathlib.Path(folder, name)
    for part in ("in/labels", "in/orders/shop", "out/orders/shop"):
        (root / part).mkdir(parents=True)
    (root / "job.yaml").write_text(JOB + channel + "\n")
    return root


def page(numbers, items=None):
    """An answer of ShipStation's V1 API with a label for each order."""
    labels = []
    for number, parcel in numbers:
        tracking = {"shipmentId": parcel, "orderNumber": number, "trackingNumber": f"1ZEXAMPLE{parcel:010}"}
        labels.append(json.dumps({**LABEL, **tracking, "shipmentItems": items}))
    count = len(labels)
    return '{"shipments":[\n' + ",\n".join(labels) + f'\n],"total":{count},"page":1,"pages":1}}\n'


def normalized(target, count, seed):
    """Orders as an import writes them: a thousand that differ, with the keys of as many as there are to be."""
    here = os.path.dirname(os.path.abspath(__file__))
    made = subprocess.run(
        [sys.executable, f"{here}/data.py", "xml", "--orders", "1000", "--seed", str(seed)], stdout=subprocess.PIPE, check=True)
    line = [os.environ["WAYBILL"], "convert", "-", "--channel", "custom-store", "--store", "shop", "--quiet", "--to", "jsonl"]
    line += ["--statuses", "paid=awaiting_shipment,processing=awaiting_shipment,shipped=shipped,on-hold=on_hold,cancelled=cancelled"]
    orders = subprocess.run(line, input=made.stdout, stdout=subprocess.PIPE, check=True).stdout.splitlines(keepends=True)
    kinds = []
    for place, order in enumerate(orders):
        parts = order.split(b"%d" % (FIRST + place), 2)
        kinds.append((parts[0], parts[1], parts[2]))
    # As many files as a year has nights.
    for part in range(365):
        with open(target / f"night{part:03}.orders.jsonl", "wb") as file:
            for index in range(part * count // 365, (part + 1) * count // 365):
                kind, key = kinds[index % len(kinds)], b"%d" % (FIRST + index)
                file.write(kind[0] + key + kind[1] + key + kind[2])


def watched(process):
    """Waits for a process: its status, what it used, and the most memory it had, in MB.

    What the system says of a child's memory counts in that of the parent that it was started from.
    """
    memory = 0
    while True:
        ended, status, usage = os.wait4(process, os.WNOHANG)
        if ended:
            return status, usage, memory / 1024
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:
            memory = max([memory] + [int(line.split()[1]) for line in file if line.startswith("VmHWM")])
        time.sleep(0.005)


def run(root):
    """One run of the labels that lie in the inbox.

    Returns the seconds of processor and of wall, and the largest memory in MB; what was written is taken away, except
    the ledger.
    """
    line = [os.environ["WAYBILL"], "shipments", str(root / "job.yaml"), "--as-of", NOON, "--quiet"]
    started = time.perf_counter()
    with open(root / "messages", "wb") as messages:
        process = subprocess.Popen(line, stdout=messages, stderr=messages)
        status, usage, memory = watched(process.pid)
    wall = time.perf_counter() - started
    if status:
        text = (root / "messages").read_text(errors="replace")[-1000:]
        raise SystemExit(f"{' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}:\n{text}")
    reports = list((root / "reports").glob("*.json"))
    counts = json.loads(reports[0].read_text())["labels"]
    for name in ("archive", "reports", "out/updates", "out/shipments", "in/labels/pending"):
        shutil.rmtree(root / name, ignore_errors=True)
    return (usage.ru_utime + usage.ru_stime, wall, memory), counts


def announce(root, text, expected, name="labels.json"):
    """Runs with one file of labels and makes sure that all were announced."""
    (root / "in/labels" / name).write_text(text)
    taken, counts = run(root)
    if counts["announced"] != expected:
        raise SystemExit(f"{expected} labels should have been announced: {counts}")
    return taken


def median(rounds):
    return [statistics.median(each) for each in zip(*rounds)]


def table(rows, first):
    print(f"{'':44}{'CPU s':>8}{'wall s':>8}{'MB':>7}{'CPU ratio':>11}{'wall ratio':>12}")
    for name, (cpu, wall, memory) in rows:
        print(f"{name:44}{cpu:8.2f}{wall:8.2f}{memory:7.0f}{cpu / first[0]:11.2f}{wall / first[1]:12.2f}")


def join(given):
    root = place(given.folder, "join", "custom-store")
    normalized(root / "out/orders/shop", given.orders, given.seed)
    chance = random.Random(given.seed)
    # The orders of data.py are cancelled one by one; labels of such are left to a person, and others are taken.
    chosen = [f"W-{FIRST + index}" for index in chance.sample(range(given.orders), given.labels)]
    alone, many = [], []
    for number in range(given.rounds):
        shutil.rmtree(root / "ledger", ignore_errors=True)
        (root / "in/labels/labels.json").write_text(page([(chosen[0], number)]))
        alone.append(run(root)[0])
        shutil.rmtree(root / "ledger", ignore_errors=True)
        (root / "in/labels/labels.json").write_text(page(zip(chosen, range(given.labels))))
        taken, counts = run(root)
        if counts["announced"] + counts["manual"] != given.labels:
            raise SystemExit(f"{given.labels} labels should have found their orders: {counts}")
        many.append(taken)
    size = sum(file.stat().st_size for file in (root / "out/orders/shop").iterdir())
    print(f"{given.orders:,} orders of {size / 1e6:.0f} MB, {given.rounds} rounds in turn, medians; seed {given.seed}\n")
    first = median(alone)
    table([("the orders alone: one label", first), (f"{given.labels:,} labels", median(many))], first)


def fill(root, given):
    """A ledger as runs leave it: nights of a thousand announcements each, whose orders are gone afterwards."""
    orders, items = root / "out/orders/shop/purchases.orders.jsonl", [{"lineItemKey": "1", "sku": "MUG-1", "name": "Mug", "quantity": 1}]
    night = given.keys // given.entries
    # A hundred nights in one run: it is the ledger that is wanted.
    for start in range(0, given.entries, 100):
        entries = range(start, min(start + 100, given.entries))
        with open(orders, "w", encoding="utf-8") as file:
            for number in range(FIRST + start * night, FIRST + (entries[-1] + 1) * night):
                file.write(PURCHASE % (number, number, number))
        for entry in entries:
            numbers = range(FIRST + entry * night, FIRST + (entry + 1) * night)
            (root / f"in/labels/night{entry:04}.json").write_text(page([(str(n), n) for n in numbers], items))
        _, counts = run(root)
        if counts["announced"] != len(entries) * night:
            raise SystemExit(f"{len(entries) * night} labels should have been announced: {counts}")
    orders.unlink()
    return items


def ledger(given):
    full, empty = place(given.folder, "full", "sears"), place(given.folder, "empty", "sears")
    items = fill(full, given)
    kept = full / "kept"
    shutil.copytree(full / "ledger", kept)
    files = sum(1 for file in kept.rglob("*") if file.is_file())
    number, found = FIRST + given.keys, {"no ledger": [], "the ledger": [], "the ledger, compacted": []}
    rounds = [("no ledger", empty), ("the ledger", full), ("the ledger, compacted", full)]
    for root in (full, empty):
        (root / "out/orders/shop/purchases.orders.jsonl").write_text(PURCHASE % (number, number, number))
    for _ in range(given.rounds):
        for name, root in rounds:
            shutil.rmtree(root / "ledger", ignore_errors=True)
            if root == full:
                shutil.copytree(kept, root / "ledger")
            if name == "the ledger, compacted":
                compact = [os.environ["WAYBILL"], "ledger", "compact", str(root / "job.yaml")]
                subprocess.run(compact, capture_output=True, check=True)
            found[name].append(announce(root, page([(str(number), number)], items), 1))
    print(f"a ledger of {given.keys:,} announced boxes in {files:,} files, one label, one order, {given.rounds} rounds in turn\n")
    root = place(given.folder, "orders", "sears")
    with open(root / "out/orders/shop/purchases.orders.jsonl", "w", encoding="utf-8") as file:
        for index in range(given.keys):
            file.write(PURCHASE % (FIRST + index, FIRST + index, FIRST + index))
    alone = []
    for _ in range(given.rounds):
        shutil.rmtree(root / "ledger", ignore_errors=True)
        alone.append(announce(root, page([(str(FIRST), FIRST)], items), 1))
    first = median(alone)
    table([(f"{given.keys:,} orders alone, no ledger", first)] + [(name, median(each)) for name, each in found.items()], first)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["join", "ledger"])
    parser.add_argument("folder")
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--labels", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=1_000_000)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    join(given) if given.what == "join" else ledger(given)


if __name__ == "__main__":
    main()
