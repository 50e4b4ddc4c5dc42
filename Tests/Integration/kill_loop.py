"""Kills runs at random moments until one ends, and compares what is there with an undisturbed run.

    kill_loop.py SEED KILLS SECONDS
"""

import random
import shutil
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


def problems(folder, expected, accounts):
    found = scene.differences(expected, scene.tree(folder))
    mine = scene.accounts(folder)
    for name in sorted(accounts.keys() | mine.keys()):
        if mine.get(name) != accounts.get(name):
            found.append(f"reports say of {name}: {mine.get(name)}; undisturbed: {accounts.get(name)}")
    return found


def main():
    seed, wanted, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    chance, started = random.Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="waybill-kill-") as name:
        place = Path(name)
        scene.make(place / "scene", seed, labels=150)
        shutil.copytree(place / "scene", place / "calm")
        begun = time.monotonic()
        scene.run(place / "calm")
        longest = time.monotonic() - begun
        scene.run(place / "calm")
        expected, accounts = scene.tree(place / "calm"), scene.accounts(place / "calm")
        print(f"seed {seed}: an undisturbed run takes {longest * 1000:.0f} ms, and {len(accounts)} inputs become")
        print(f"  {len(expected)} files, {scene.totals(place / 'calm')}")
        kills, copies = 0, 0
        while kills < wanted and time.monotonic() - started < seconds:
            copy = place / f"copy-{copies}"
            shutil.copytree(place / "scene", copy)
            count, moments = disturbed(copy, chance, longest)
            scene.run(copy)
            found = problems(copy, expected, accounts)
            if found:
                kept = Path(tempfile.gettempdir(), f"waybill-kill-{seed}-{copies}")
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(copy, kept)
                print(f"seed {seed}, copy {copies}, kills at {', '.join(moments)} ms; the folder is kept in {kept}:")
                print("\n".join("  " + line for line in found[:20]))
                return 1
            shutil.rmtree(copy)
            kills, copies = kills + count, copies + 1
    taken = time.monotonic() - started
    print(f"{kills} runs killed in {copies} folders, each as if nobody had disturbed it, in {taken:.0f} s")
    if kills < wanted:
        print(f"only {kills} of {wanted} kills hit a running process in {seconds:.0f} s", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
