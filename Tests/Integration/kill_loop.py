"""Kills runs at random moments until one ends, and compares what is there with an undisturbed run.

    kill_loop.py SEED KILLS SECONDS
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scene


def disturbed(folder, chance, longest):
    """Starts and kills runs in a folder until one ends by itself; how many were killed."""
    kills, moments = 0, []
    while True:
        # More early moments than late ones: what a dead run has finished the next need not do again.
        moment = longest * chance.random() ** 2
        process = subprocess.Popen(scene.command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(moment)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        _, messages = process.communicate()
        if process.returncode == -signal.SIGKILL:
            kills += 1
            moments.append(f"{moment * 1000:.1f}")
        elif process.returncode in (0, 65):
            return kills, moments
        else:
            told = f"a run ended with {process.returncode}: {messages.decode()[:2000]}"
            raise SystemExit(f"after kills at {', '.join(moments)} ms {told}")


def main():
    seed, wanted, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    chance, started = random.Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="waybill-kill-") as name:
        scene.make(Path(name, "scene"), seed, labels=150)
        calm = scene.Calm(name)
        print(f"seed {seed}: an undisturbed run takes {calm.seconds * 1000:.0f} ms, and {len(calm.accounts)} inputs become")
        print(f"  {len(calm.tree)} files, {scene.totals(calm.place / 'calm')}")
        kills, copies = 0, 0
        while kills < wanted and time.monotonic() - started < seconds:
            copy = calm.copy()
            count, moments = disturbed(copy, chance, calm.seconds)
            scene.run(copy)
            if not calm.is_like(copy, f"seed {seed}, copy {copies}, kills at {', '.join(moments)} ms"):
                return 1
            kills, copies = kills + count, copies + 1
    taken = time.monotonic() - started
    print(f"{kills} runs killed in {copies} folders, each as if nobody had disturbed it, in {taken:.0f} s")
    if kills < wanted:
        print(f"only {kills} of {wanted} kills hit a running process in {seconds:.0f} s", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
