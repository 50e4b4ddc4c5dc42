"""The same inputs twice: in fresh folders they make the same bytes, in the same folder they change nothing.

    twice.py SEED
"""

import shutil
import sys
import tempfile
from pathlib import Path

import scene

ORDERS_KEPT = ("written", "unchanged", "rejected", "excluded", "superseded")
LABELS_KEPT = ("announced", "already_announced", "pending", "no_update", "manual", "rejected")


def fail(message, lines=()):
    print(message)
    print("\n".join("  " + line for line in list(lines)[:20]))
    return 1


def newest(folder, before):
    """The one report that was not there before."""
    (report,) = [each for each in scene.reports(folder) if each["run"] not in before]
    return report


def fresh_copies(place):
    for name in ("first", "second"):
        shutil.copytree(place / "scene", place / name)
        scene.run(place / name)
    found = scene.differences(scene.tree(place / "first"), scene.tree(place / "second"))
    return fail("two runs on the same inputs differ:", found) if found else 0


def same_inputs_again(place):
    """Every file under its own name again: each is a repeat, and no output is touched."""
    folder = place / "first"
    kept = ("in", "out", "ledger")
    before, runs = scene.tree(folder, kept), {each["run"] for each in scene.reports(folder)}
    shutil.copytree(place / "scene" / "in", folder / "in", dirs_exist_ok=True)
    scene.run(folder)
    found = scene.differences(before, scene.tree(folder, kept))
    if found:
        return fail("the same inputs again change something:", found)
    report = newest(folder, runs)
    fates = {file["fate"] for file in report["files"]}
    if fates != {"repeated", "quarantined", "waiting"}:
        return fail(f"the same inputs again are {sorted(fates)}, not repeated, quarantined and waiting")
    orders, labels = report["orders"], dict(report["labels"])
    # What waits is looked at in each run, and is no repeat.
    waiting = sum(file["labels"]["pending"] for file in report["files"] if file["fate"] == "waiting")
    if not orders["read"] or orders["unchanged"] != orders["read"]:
        return fail(f"orders of repeated files: {orders}")
    if labels["pending"] != waiting or labels["already_announced"] != labels["read"] - waiting or not waiting:
        return fail(f"labels of repeated files: {labels}, of which {waiting} waited")
    print(f"repeated: {orders['unchanged']} orders unchanged, {labels['already_announced']} labels already announced")
    return 0


def other_names(place):
    """The same exports under other names: no order is written, and no parcel announced, a second time."""
    folder = place / "first"
    before, runs = scene.tree(folder, ("out/orders", "out/updates")), {each["run"] for each in scene.reports(folder)}
    for path in sorted((place / "scene" / "in").rglob("*")):
        if path.is_file():
            shutil.copy2(path, folder / path.relative_to(place / "scene").with_name("9-" + path.name))
    scene.run(folder)
    found = scene.tree(folder, ("out/orders", "out/updates"))
    report = newest(folder, runs)
    orders, labels = report["orders"], report["labels"]
    if orders["read"] != sum(orders[name] for name in ORDERS_KEPT) or orders["written"]:
        return fail(f"orders of the same exports under other names: {orders}")
    if labels["read"] != sum(labels[name] for name in LABELS_KEPT) or labels["announced"]:
        return fail(f"labels of the same files under other names: {labels}")
    changed = [line for line in scene.differences(before, found) if not line.startswith("too many: ")]
    if changed:
        return fail("outputs of other files were touched:", changed)
    new = [name for name in found.keys() - before.keys() if name.endswith((".jsonl", ".xml"))]
    repeated = [name for name in new if (folder / name).stat().st_size]
    if repeated:
        return fail("orders or updates were written again:", sorted(repeated))
    announced = labels["already_announced"]
    print(f"other names: {orders['unchanged']} orders unchanged, {announced} labels already announced")
    return 0


def main():
    seed = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="waybill-twice-", dir=scene.memory()) as name:
        place = Path(name)
        # Of versions without a readable date the one taken later counts: those would be written again.
        # A label with more than was ordered may be announced once a void has made room for it.
        scene.make(place / "scene", seed, orders=300, labels=200, undated=0, faults=0, itemized=0)
        print(f"seed {seed}")
        return fresh_copies(place) or same_inputs_again(place) or other_names(place)


if __name__ == "__main__":
    sys.exit(main())
