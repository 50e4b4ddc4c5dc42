"""Kills runs at random moments until one ends, and compares what is there with an undisturbed run.

    kill_loop.py SEED KILLS SECONDS
"""

import concurrent.futures
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
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


class Killer:
    """Disturbs folders on all cores until so many runs were killed, it is late, or something is wrong."""

    def __init__(self, calm, seed, wanted, until):
        self.calm, self.seed, self.wanted, self.until = calm, seed, wanted, until
        self.kills = self.copies = self.wrong = 0
        self.lock = threading.Lock()

    def work(self):
        while self.kills < self.wanted and time.monotonic() < self.until and not self.wrong:
            with self.lock:
                number, self.copies = self.copies, self.copies + 1
            copy = self.calm.copy(f"copy-{number}")
            count, moments = disturbed(copy, random.Random(f"{self.seed} {number}"), self.calm.seconds)
            scene.run(copy)
            is_like = self.calm.is_like(copy, f"seed {self.seed}, copy {number}, kills at {', '.join(moments)} ms")
            with self.lock:
                self.kills, self.wrong = self.kills + count, self.wrong + (not is_like)


def main():
    seed, wanted, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="waybill-kill-", dir=scene.memory()) as name:
        scene.make(Path(name, "scene"), seed, labels=150)
        calm = scene.Calm(name)
        print(f"seed {seed}: an undisturbed run takes {calm.seconds * 1000:.0f} ms, and {len(calm.accounts)} inputs become")
        print(f"  {len(calm.tree)} files, {scene.totals(calm.place / 'calm')}")
        killer = Killer(calm, seed, wanted, started + seconds)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for done in [pool.submit(killer.work) for _ in range(os.cpu_count() or 1)]:
                done.result()
        if killer.wrong:
            return 1
    taken = time.monotonic() - started
    print(f"{killer.kills} runs killed in {killer.copies} folders, each as if nobody had disturbed it, in {taken:.0f} s")
    if killer.kills < wanted:
        print(f"only {killer.kills} of {wanted} kills hit a running process in {seconds:.0f} s", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
