"""The scripts of jobs/slurm on a Slurm of two nodes, against one run.

    slurm.py SEED
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import cluster
import scene

FILES = SHARDS = 32
JOBS = Path(__file__).resolve().parent.parent.parent / "jobs" / "slurm"
# Stands between Slurm and the command: stops the first attempt of one task in its middle, for its node to die, and lets the
# first of another say that it is to be tried again.
WRAPPER = """#!/usr/bin/env bash
first() {{ mkdir "{place}/$1" 2>/dev/null; }}
if [ "${{SLURM_ARRAY_TASK_ID:-}}" = "{held}" ] && [ "$1" = run ] && first held; then
    printf '%s\\n' "$SLURMD_NODENAME" >"{place}/held/node"
    "{waybill}" "$@" &
    while ! compgen -G "{shards}/*/.{held}-of-*" >/dev/null && kill -0 $! 2>/dev/null; do :; done
    kill -STOP $!
    ls -A "{shards}"/*/ >"{place}/held/seen"
    wait $!
fi
if [ "${{SLURM_ARRAY_TASK_ID:-}}" = "{again}" ] && [ "$1" = run ] && first again; then exit 75; fi
exec "{waybill}" "$@"
"""


def fail(message):
    raise SystemExit(message)


def make(folder, seed):
    """A scene of 32 exports, labels, and some orders that come again in other files."""
    chance = random.Random(seed)
    known = []
    for number in range(FILES):
        first = 100001 + 40 * number - (10 if number % 4 == 3 else 0)
        export = scene.generate.Export(seed * 100 + number, "custom-store", first, 0.05, 0.05)
        path = folder / f"in/orders/outdoor/{number:02}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(scene.generate.written(export.document(1500 if number == 5 else 40), "utf-8"))
        known += [str(first + index) for index in range(40)]
    (folder / "in/labels").mkdir()
    boxes = [scene.box(chance, chance.choice(known), number, 0.5) for number in range(200)]
    (folder / "in/labels/shipments.json").write_text(scene.json.dumps({"shipments": boxes}))
    job = "version: 1\nsettle: 0s\nstores:\n  outdoor: {channel: custom-store, currency: USD}\n"
    (folder / "job.yaml").write_text(job)
    scene.age(folder)


def submit(slurm, folder, what, waybill):
    """Calls submit.sh; the ids of the array and of the merge."""
    environment = {**slurm.environment, "WAYBILL": str(waybill), "SBATCH_OUTPUT": str(folder / "slurm-%A-%a.out"), "SBATCH_OPEN_MODE": "append"}
    command = ["bash", str(JOBS / "submit.sh"), str(folder / "job.yaml"), str(what)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    if done.returncode != 0:
        fail(f"submit.sh ended with {done.returncode}: {done.stderr}")
    said = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return int(said["array"]), int(said["merge"]), Path(said["manifest"])


def ended(tasks):
    return bool(tasks) and all(task["JobState"] not in ("PENDING", "RUNNING", "COMPLETING") for task in tasks.values())


def hastened(slurm, array):
    """The tasks of an array; those that Slurm lets wait two minutes for another attempt may begin at once."""
    tasks = slurm.tasks(array)
    for number, task in tasks.items():
        if task["JobState"] == "PENDING" and task["Reason"] == "BeginTime":
            slurm.ask("scontrol", "update", f"JobId={array}_{number}", "StartTime=now")
    return tasks


def states(slurm, job):
    return {number: (task["JobState"], task["ExitCode"]) for number, task in slurm.tasks(job).items()}


def first_array(slurm, folder, place, manifest, shards):
    """One task fails for good, one asks for another attempt, and the node of one dies."""
    bad, held, again = shards
    path = folder / next(line for line in planned(manifest) if line[0] == str(bad))[1]
    good = path.read_bytes()
    path.write_bytes(good.replace(b"Order", b"order", 1))
    array, merge, _ = submit(slurm, folder, manifest, place / "waybill")
    slurm.wait(lambda: (place / "held/seen").exists(), f"task {held} to be in its middle")
    node = (place / "held/node").read_text().strip()
    if f".{held}-of-{SHARDS}" not in (place / "held/seen").read_text():
        fail(f"task {held} was not in its middle: {(place / 'held/seen').read_text()}")
    slurm.kill(node)
    print(f"node {node} was killed in the middle of task {held}")
    slurm.wait(lambda: slurm.states().get(node) == "down", f"node {node} to be missed")
    slurm.wait(lambda: ended(hastened(slurm, array)), "the first array", 90)
    tasks, found = slurm.tasks(array), states(slurm, array)
    expected = {number: ("COMPLETED", "0:0") for number in range(SHARDS)} | {bad: ("FAILED", "65:0")}
    if found != expected:
        others = [number for number in found if found[number] != expected[number]]
        said = "\n".join((folder / f"slurm-{array}-{number}.out").read_text() for number in others)
        fail(f"the tasks ended otherwise: {[(number, found[number]) for number in others]}\n{said}\n{slurm.told()}")
    restarts = {number: int(task["Restarts"]) for number, task in tasks.items() if task["Restarts"] != "0"}
    if not {held, again} <= restarts.keys():
        fail(f"the tasks {held} and {again} were not started again: {restarts}")
    slurm.wait(lambda: ended(slurm.tasks(merge)) or not slurm.tasks(merge), "the merge to be withdrawn")
    if any(state == "COMPLETED" for state, _ in states(slurm, merge).values()) or (folder / "ledger").exists():
        fail("there was a merge without all shards")
    print(f"first array: task {bad} failed with 65, tasks {sorted(restarts)} were started again, no merge")
    path.write_bytes(good)
    slurm.start_node(node)
    slurm.wait(lambda: slurm.states() == {"n1": "idle", "n2": "idle"}, f"node {node} to be back")


def planned(manifest):
    """Shard and path of each export of the plan."""
    lines = [line.split("\t") for line in manifest.read_text().splitlines()]
    return [(line[0], f"in/{line[1]}/{line[2]}") for line in lines if len(line) == 6 and line[0] != "*"]


def main():
    seed = int(sys.argv[1])
    lacking = cluster.missing()
    if lacking:
        print(f"skipped: there is no {', '.join(lacking)}; jobs/install-packages.sh test installs it")
        return 0
    print(f"seed {seed}")
    waybill = os.environ["WAYBILL"]
    # Not in memory: munge wants folders above its socket that nobody else may write to, or that are sticky.
    with tempfile.TemporaryDirectory(prefix="waybill-slurm-") as name:
        place = Path(name)
        place.chmod(0o755)
        make(place / "one", seed)
        shutil.copytree(place / "one", place / "many")
        scene.run(place / "one")
        many = place / "many"
        manifest = many / "plan.manifest"
        command = [waybill, "plan", many / "job.yaml", "--shards", str(SHARDS), "--output", manifest]
        subprocess.run([*command, "--as-of", scene.AS_OF, "--quiet"], check=True)
        shards = [int(shard) for shard, _ in planned(manifest)]
        if sorted(shards) != list(range(SHARDS)):
            fail(f"not one export for each shard: {shards}")
        # The export that has most is read longest.
        held = shards[5]
        bad, again = [shard for shard in range(SHARDS) if shard != held][3:5]
        values = {"place": place, "waybill": waybill, "held": held, "again": again, "shards": many / "out/.shards"}
        (place / "waybill").write_text(WRAPPER.format(**values))
        (place / "waybill").chmod(0o755)
        with cluster.Cluster(place / "cluster") as slurm:
            first_array(slurm, many, place, manifest, (bad, held, again))
            array, merge, _ = submit(slurm, many, manifest, waybill)
            slurm.wait(lambda: ended(slurm.tasks(array)), "the second array", 90)
            slurm.wait(lambda: ended(slurm.tasks(merge)), "the merge")
            if set(states(slurm, array).values()) != {("COMPLETED", "0:0")}:
                fail(f"the second array: {states(slurm, array)}")
            # 65: the exports have orders that are rejected, as one run says as well.
            if [code for _, code in states(slurm, merge).values()] != ["65:0"]:
                fail(f"the merge: {states(slurm, merge)}\n{slurm.told()}")
            print("second array: all tasks ended with 0, and the merge followed")
        found = scene.leftovers(many) + scene.differences(scene.tree(place / "one"), scene.tree(many))
        if scene.accounts(many) != scene.accounts(place / "one"):
            found.append("the reports say something else")
        if found:
            print(f"the merge is not what one run leaves; the folder is kept in {scene.keep(many)}:")
            print("\n".join("  " + line for line in found[:20]))
            return 1
    print(f"{FILES} files in {SHARDS} shards on two nodes: as one run")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
