"""A drop folder of invented inputs, and what is true of it before and after runs.

Three stores with duplicates across files, files that cannot be read, and label results with joins, several boxes,
returns, voids, duplicates and labels without an order. The same seed makes the same bytes; everything is old enough to
be read.
"""

import gzip
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Differential"))
import generate  # noqa: E402

JOB = """version: 1
settle: 0s
stores:
  outdoor:
    channel: custom-store
    currency: USD
  parts:
    channel: web-shop-manager
    time-zone: America/New_York
  walmart-us:
    channel: geekseller
    currency: USD
"""
AS_OF = "2026-11-25T02:00:00Z"
OLD = 1_790_000_000  # In September 2026: before AS_OF.
FIRST = {"outdoor": 100001, "parts": 200001, "walmart-us": 300001}
CHANNELS = {"outdoor": "custom-store", "parts": "web-shop-manager", "walmart-us": "geekseller"}


def make(folder, seed=1, orders=700, labels=500, undated=0.05, faults=0.08, itemized=0.5):
    """Writes the job and its inputs.

    `undated` is the share of orders that do not say when they were changed, `faults` of those that are rejected,
    `itemized` of labels that say what is in the box.
    """
    folder = Path(folder)
    chance = random.Random(seed)

    def put(name, data):
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def export(store, number, count):
        chosen = generate.Export(seed * 100 + number, CHANNELS[store], FIRST[store], faults, undated)
        return generate.written(chosen.document(count), "utf-8")

    for store in CHANNELS:
        monday = export(store, 1, orders)
        put(f"orders/{store}/1-monday.xml", monday)
        # The same orders again, in other versions, and some that are new.
        put(f"orders/{store}/2-tuesday.xml", export(store, 2, orders + 50))
    # The same orders again, unchanged, in a file of other bytes.
    put("orders/outdoor/3-again.xml", monday_again(folder))
    put("orders/parts/3-packed.xml.gz", gzip.compress(export("parts", 3, orders // 2), mtime=0))
    put("orders/walmart-us/3-cut.xml", export("walmart-us", 3, min(orders, 200))[:-3000])
    known = [str(first + index) for first in FIRST.values() for index in range(orders)]
    boxes = [box(chance, chance.choice(known), number, itemized) for number in range(labels)]
    put("labels/1-shipments.json", json.dumps({"shipments": boxes}, indent=1).encode())
    put("labels/2-later.json", json.dumps({"shipments": later(chance, boxes, known, itemized)}).encode())
    put("labels/3-shipped.csv", table(chance, known))
    put("labels/4-broken.json", b'{"shipments": [{"shipmentId": 1, "orderNumber": }]}')
    (folder / "job.yaml").write_text(JOB)
    age(folder)


def monday_again(folder):
    data = (folder / "in/orders/outdoor/1-monday.xml").read_bytes()
    return data.replace(b"\n</Orders>", b"\n<!-- exported again -->\n</Orders>")


def age(folder):
    for path in sorted(Path(folder, "in").rglob("*")):
        os.utime(path, (OLD, OLD))


def box(chance, key, number, itemized):
    """A label of ShipStation's V1 API."""
    returned, voided = chance.random() < 0.03, chance.random() < 0.03
    items = None
    if chance.random() < itemized:
        items = [{"lineItemKey": "1", "sku": "X", "name": "Box", "quantity": 1}]
    return {
        "shipmentId": 5000 + number,
        "orderKey": key if chance.random() < 0.95 else "unknown-" + key,
        "orderNumber": key,
        "createDate": "2026-11-24T06:51:33.6270000",
        "shipDate": "2026-11-24",
        "shipmentCost": chance.randint(300, 2500) / 100,
        "insuranceCost": 0,
        "trackingNumber": f"94055118995{seed_digits(chance, 9)}" if chance.random() > 0.02 else "9.4055E+21",
        "isReturnLabel": returned,
        "carrierCode": chance.choice(["stamps_com", "ups", "fedex"]),
        "serviceCode": chance.choice(["usps_priority_mail", "ups_ground", "fedex_ground"]),
        "packageCode": "package",
        "voided": voided,
        "voidDate": "2026-11-24T09:00:00.0000000" if voided else None,
        "weight": {"value": chance.randint(1, 99), "units": "ounces"},
        "shipmentItems": items,
    }


def seed_digits(chance, count):
    return "".join(chance.choices("0123456789", k=count))


def later(chance, boxes, known, itemized):
    """The next day: labels that were there before, some of them taken back, and new ones."""
    again = [dict(each) for each in chance.sample(boxes, len(boxes) // 4)]
    for each in again[::5]:
        each.update(voided=True, voidDate="2026-11-25T01:00:00.0000000")
    return again + [box(chance, chance.choice(known), 10_000 + number, itemized) for number in range(len(boxes) // 2)]


def table(chance, known):
    """A CSV export of shipments, one of whose orders nobody knows."""
    head = "Order - Number,Shipment - Tracking Number,Date - Shipped Date,Shipment - Carrier,Shipment - Service"
    head += ",Carrier - Fee"
    rows = [
        f"{key},1ZEXAMPLE{seed_digits(chance, 10)},11/24/2026,UPS,UPS Ground,$9.10"
        for key in chance.sample(known, min(100, len(known) // 3)) + ["999999"]
    ]
    return ("\n".join([head, *rows]) + "\n").encode()


# --- runs --------------------------------------------------------------------------------------------------------


def command(folder):
    return [os.environ["WAYBILL"], "run", str(Path(folder, "job.yaml")), "--as-of", AS_OF, "--quiet"]


def run(folder):
    """Runs the job to its end; 65 because the scene has rejects and a file that cannot be read."""
    done = subprocess.run(command(folder), capture_output=True, check=False)
    if done.returncode not in (0, 65):
        raise SystemExit(f"a run ended with {done.returncode}: {done.stderr.decode()[:2000]}")
    return done.returncode


# --- what is there -----------------------------------------------------------------------------------------------

FOLDERS = ("in", "out", "archive", "quarantine", "ledger", "work")


def tree(folder, folders=FOLDERS):
    """Each file below the folders with the digest of its bytes."""
    found = {}
    for name in folders:
        for path in sorted(Path(folder, name).rglob("*")):
            # When a file was first seen; the next run that looks at the file drops the line.
            if path.is_file() and path.name != "seen.tsv":
                data = path.read_bytes()
                if name == "ledger":
                    # The run that wrote an entry is named by the moment and the process; the last line vouches for all.
                    data = re.sub(rb"(?m)^(run|end)\t.*\n", b"", data)
                found[str(path.relative_to(folder))] = hashlib.sha256(data).hexdigest()
    return found


def folder_names(folder):
    """Each folder below a job's own, but for those of runs."""
    kept = [name for name in FOLDERS if name != "work"]
    paths = [path for name in kept for path in Path(folder, name).rglob("*") if path.is_dir()]
    return {str(path.relative_to(folder)): "folder" for path in paths}


def differences(expected, found):
    """What differs between two trees, as lines for people."""
    lines = [f"missing: {name}" for name in sorted(expected.keys() - found.keys())]
    lines += [f"too many: {name}" for name in sorted(found.keys() - expected.keys())]
    changed = [name for name in sorted(expected.keys() & found.keys()) if found[name] != expected[name]]
    return lines + [f"other bytes: {name}" for name in changed]


ACCOUNTED = ("imported", "repeated", "recovered")


def reports(folder):
    return [json.loads(path.read_text()) for path in sorted(Path(folder, "reports").glob("*.json"))]


def accounts(folder):
    """What all reports together say of each input: how often it was accounted for, and with which counts."""
    found = {}
    for report in reports(folder):
        for file in report["files"]:
            if file["fate"] in ACCOUNTED:
                entry = (file.get("orders"), file.get("labels"))
                found.setdefault((file["store"], file["stem"]), []).append(entry)
    # The names of runs do not say which came first.
    return {name: sorted(entries, key=str) for name, entries in found.items()}


def totals(folder):
    """The sums of all reports, without labels that only waited."""
    sums = {"orders": {}, "labels": {}}
    for entries in accounts(folder).values():
        for entry in entries:
            for kind, counts in zip(("orders", "labels"), entry):
                for name, count in (counts or {}).items():
                    sums[kind][name] = sums[kind].get(name, 0) + count
    return sums


def leftovers(folder):
    """Temporary files, and folders of runs that have ended."""
    temporary = [path for path in Path(folder).rglob(".waybill-*")]
    runs = [path for path in Path(folder, "work").glob("*") if path.is_dir()]
    return [f"left over: {path.relative_to(folder)}" for path in temporary + runs]


# --- undisturbed and disturbed -----------------------------------------------------------------------------------


def memory():
    """Where temporary folders cost no disk: its waiting is not what is tested."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def keep(folder):
    """Keeps a copy of a folder for people to look at; where it is."""
    kept = tempfile.mkdtemp(prefix="waybill-kept-")
    shutil.copytree(folder, kept, dirs_exist_ok=True)
    return kept


class Calm:
    """What comes of a scene when nobody disturbs its runs."""

    def __init__(self, place, again=run, first=None):
        """`again` is what is done to a folder, `first` the same when it is to be watched."""
        self.place = Path(place)
        shutil.copytree(self.place / "scene", self.place / "calm")
        begun = time.monotonic()
        (first or again)(self.place / "calm")
        self.seconds = time.monotonic() - begun
        again(self.place / "calm")
        calm = self.place / "calm"
        self.tree, self.accounts, self.folders = tree(calm), accounts(calm), folder_names(calm)

    def copy(self, name="copy"):
        """The scene once more, to be disturbed."""
        shutil.copytree(self.place / "scene", self.place / name)
        return self.place / name

    def is_like(self, copy, what):
        """Whether the same came of a disturbed copy, which is removed; else it is kept, and the differences are told."""
        found = self.problems(copy)
        if not found:
            shutil.rmtree(copy)
            return True
        print(f"{what}; the folder is kept in {keep(copy)}:")
        print("\n".join("  " + line for line in found[:20]))
        return False

    def lost(self, copy):
        """What is wrong with a copy whose inputs may have been taken in another order.

        Labels whose order has come a run later have waited once more, in a file of its own.
        """
        folders = ("archive", "quarantine", "work")

        def inputs(found):
            named = {name: digest for name, digest in found.items() if name.split("/")[0] in folders}
            return {name: digest for name, digest in named.items() if "/pending/" not in name}

        return differences(inputs(self.tree), inputs(tree(copy, folders))) + leftovers(copy)

    def problems(self, copy):
        found, mine = leftovers(copy) + differences(self.tree, tree(copy)), accounts(copy)
        found += differences(self.folders, folder_names(copy))
        for name in sorted(self.accounts.keys() | mine.keys()):
            if mine.get(name) != self.accounts.get(name):
                found.append(f"reports say of {name}: {mine.get(name)}; undisturbed: {self.accounts.get(name)}")
        return found
