"""Plans, shards and merges by chance, against one run.

    shards.py SEED ROUNDS
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scene

WAYBILL = os.environ["WAYBILL"]


def start(*arguments):
    return subprocess.Popen([WAYBILL, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finish(process, allowed):
    output = process.communicate()[0].decode()
    if process.returncode not in allowed:
        raise SystemExit(f"{process.args} ended with {process.returncode}: {output[:2000]}")
    return output


def plan(folder, shards):
    manifest = folder / "plan.manifest"
    options = ["--shards", shards, "--output", manifest, "--as-of", scene.AS_OF, "--quiet"]
    finish(start("plan", folder / "job.yaml", *options), {0})
    return manifest


def killed(process, chance, most):
    """Kills a process at a random moment, unless it is faster."""
    time.sleep(chance.random() * most)
    process.kill()
    process.communicate()
    return process.returncode == -9


def read(folder, manifest, shards, chance):
    """Reads all shards; how many attempts were killed."""
    kills = 0
    order = list(range(shards))
    chance.shuffle(order)
    for shard in order:
        command = ("run", folder / "job.yaml", "--manifest", manifest, "--shard", f"{shard}/{shards}", "--quiet")
        while chance.random() < 0.5:
            kills += killed(start(*command), chance, 0.15)
        for each in [start(*command) for _ in range(chance.choice([1, 1, 2, 3]))]:
            finish(each, {0})
    return kills


def merge(manifest, chance):
    """Merges until one ends; how many were killed."""
    kills = 0
    while chance.random() < 0.8:
        if not killed(start("merge", manifest, "--quiet"), chance, 0.4):
            break
        kills += 1
    finish(start("merge", manifest, "--quiet"), {0, 65})
    return kills


def compare(one, many, what):
    found = scene.leftovers(many) + scene.differences(scene.tree(one), scene.tree(many))
    if scene.accounts(many) != scene.accounts(one):
        found.append("the reports say something else")
    if not found:
        return 0
    print(f"{what} is not what one run leaves; the folder is kept in {scene.keep(many)}:")
    print("\n".join("  " + line for line in found[:20]))
    return 1


def main():
    seed, rounds = int(sys.argv[1]), int(sys.argv[2])
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory(prefix="waybill-shards-", dir=scene.memory()) as name:
        place = Path(name)
        for number in range(rounds):
            chance = random.Random(seed * 1000 + number)
            scene.make(place / "scene", seed + number, orders=400, labels=300, faults=chance.choice([0, 0.08]))
            for copy in ("one", "many"):
                shutil.copytree(place / "scene", place / copy)
            scene.run(place / "one")
            shards = chance.choice([1, 2, 3, 5, 12])
            manifest = plan(place / "many", shards)
            tasks = read(place / "many", manifest, shards, chance)
            merges = merge(manifest, chance)
            if compare(place / "one", place / "many", f"round {number}, {shards} shards"):
                return 1
            print(f"round {number}: {shards} shards, {tasks} attempts and {merges} merges killed: as one run")
            for copy in ("scene", "one", "many"):
                shutil.rmtree(place / copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
