"""Ends a run at every single call that changes the disk, and compares what is there after one more run.

    every_call.py SHIM SEED SECONDS
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scene


def run(folder, shim, **settings):
    """A run under the shim; its exit status."""
    environment = {**os.environ, "LD_PRELOAD": shim, **settings}
    done = subprocess.run(scene.command(folder), env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 65, -signal.SIGKILL):
        raise SystemExit(f"{settings}: a run ended with {done.returncode}: {done.stderr.decode()[:2000]}")
    return done.returncode


def main():
    shim, seed, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    chance, started, ends = random.Random(seed), time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="waybill-calls-") as name:
        count = Path(name, "count")
        scene.make(Path(name, "scene"), seed, orders=6, labels=9)
        calm = scene.Calm(name, lambda folder: run(folder, shim, DIE_COUNT=str(count)))
        kinds = count.read_text()
        calls = len(kinds)
        moments = [(call, False) for call in range(1, calls + 1)]
        moments += [(call, True) for call, kind in enumerate(kinds, 1) if kind == "w"]
        chance.shuffle(moments)
        print(f"seed {seed}: {calls} calls change the disk, {kinds.count('w')} of them write")
        for call, half in moments:
            if time.monotonic() - started > seconds:
                break
            copy = calm.copy()
            halfway = {"DIE_HALFWAY": "1"} if half else {}
            if run(copy, shim, DIE_AT=str(call), **halfway) != -signal.SIGKILL:
                print(f"call {call} of {calls} was not reached")
                return 1
            # The next run may die as well, anywhere.
            if chance.random() < 0.3:
                run(copy, shim, DIE_AT=str(chance.randint(1, calls)))
            for _ in range(2):
                run(copy, shim)
            if not calm.is_like(copy, f"seed {seed}, died at call {call}{' halfway' * half}"):
                return 1
            ends += 1
    print(f"{ends} of {len(moments)} moments, each as if nothing had happened, in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
