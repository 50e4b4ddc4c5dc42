"""Ends a purge at every single call that changes the disk, and compares what is there after one more purge.

    purge.py SHIM SEED SECONDS
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scene

LATER = "2026-12-31T02:00:00Z"


def purge(folder, shim, **settings):
    """A purge under the shim; its exit status."""
    command = [os.environ["WAYBILL"], "purge", str(Path(folder, "job.yaml")), "--older-than", "30d", "--as-of", LATER]
    environment = {**os.environ, "LD_PRELOAD": shim, **settings}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"{settings}: a purge ended with {done.returncode}: {done.stderr.decode()[:2000]}")
    return done.returncode


def everything(folder):
    """All that is there, folders too."""
    names = [path for path in Path(folder).rglob("*") if path.is_dir()]
    return scene.tree(folder, (*scene.FOLDERS, "reports")), sorted(str(path.relative_to(folder)) for path in names)


def main():
    shim, seed, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    chance, started, ends = random.Random(seed), time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="waybill-purge-") as name:
        place = Path(name)
        scene.make(place / "scene", seed, orders=6, labels=9)
        scene.run(place / "scene")
        for reason in (place / "scene/quarantine").rglob("*.reason.json"):
            os.utime(reason, (scene.OLD, scene.OLD))
        # What comes of it when nobody disturbs the purge, and what a run makes of that.
        shutil.copytree(place / "scene", place / "calm")
        if purge(place / "calm", shim, DIE_COUNT=str(place / "count")) != 0:
            return 1
        expected = everything(place / "calm")
        assert not any(key.startswith(("archive", "out", "quarantine")) for key in expected[0]), expected
        calls = list(range(1, len((place / "count").read_text()) + 1))
        chance.shuffle(calls)
        print(f"seed {seed}: {len(calls)} calls change the disk")
        for call in calls:
            if time.monotonic() - started > seconds:
                break
            copy = place / "copy"
            shutil.copytree(place / "scene", copy)
            if purge(copy, shim, DIE_AT=str(call)) != -signal.SIGKILL:
                print(f"call {call} was not reached")
                return 1
            purge(copy, shim)
            if everything(copy) != expected:
                print(f"seed {seed}, died at call {call}:")
                print("\n".join("  " + line for line in scene.differences(expected[0], everything(copy)[0])))
                print("  folders:", set(everything(copy)[1]) ^ set(expected[1]))
                return 1
            shutil.rmtree(copy)
            ends += 1
    print(f"{ends} of {len(calls)} moments, each as if nothing had happened, in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
