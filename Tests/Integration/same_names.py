"""Exports that have the same names every night, while the clock goes on, stands still and goes back.

    same_names.py SEED NIGHTS
"""

import random
import sys
import tempfile
from pathlib import Path

import faults
import random_actions
import scene
import world

# What has once been written stays as it is.
KEPT = ("archive", "quarantine", "ledger/orders", "ledger/labels", "reports", "out")


def night(place, chance):
    """Puts the same names again, and runs; some files are those of an earlier night, some are broken."""
    for store, names in random_actions.NAMES.items():
        for name in names[:2]:
            upload = random_actions.made([store, chance.randrange(12)])
            place.put(upload, name, chance.choice(["renamed", "in place"]), -world.DAY)
    for path in sorted(place.unmarked):
        place.mark(path)
    before = scene.tree(place.place, KEPT)
    place.run(place.first, {}, as_of=chance.random() < 0.5)
    after = scene.tree(place.place, KEPT)
    # The numbers of the last run are those of the last run.
    before.pop("reports/waybill.prom", None)
    changed = [name for name, digest in before.items() if after.get(name) != digest]
    world.require(not changed, f"what an earlier night had written is gone or changed: {changed}")


def main():
    seed, nights = int(sys.argv[1]), int(sys.argv[2])
    print(f"seed {seed}")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="waybill-names-", dir=scene.memory()) as name:
        shim = faults.Shim(name)
        for has_markers in (False, True):
            # Each process has the same number, so that runs of one moment would have the same name.
            place = world.World(Path(name, f"markers-{has_markers}"), shim, has_markers, pid=1)
            try:
                for _ in range(nights):
                    night(place, chance)
                    place.now += chance.choice([world.DAY, world.DAY, 0, -3600, -2 * world.DAY, 60])
                place.come_to_rest(random_actions.last_orders)
            except world.Wrong as problem:
                print(f"{problem}\nthe folder is kept in {scene.keep(place.place)}")
                return 1
            numbered = [path for path in place.place.glob("archive/**/*.2.*")]
            print(f"{nights} nights of the same names: {len(numbered)} names were taken in the archive, nothing was overwritten")
            if not numbered:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
