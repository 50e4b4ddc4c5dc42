"""Two runs at the same moment on one inbox: one waits for another time, or both end well, and each order is there once.

    two_runs.py SEED ROUNDS
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scene


def start(folder):
    return subprocess.Popen(scene.command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def main():
    seed, rounds = int(sys.argv[1]), int(sys.argv[2])
    chance, refused = random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="waybill-two-", dir=scene.memory()) as name:
        scene.make(Path(name, "scene"), seed, orders=200, labels=100)
        calm = scene.Calm(name)
        print(f"seed {seed}: {len(calm.accounts)} inputs")
        for number in range(rounds):
            copy = calm.copy()
            moment = 0 if number % 2 else chance.uniform(0, calm.seconds)
            processes = [start(copy)]
            time.sleep(moment)
            processes.append(start(copy))
            messages = [process.communicate()[1].decode() for process in processes]
            codes = [process.returncode for process in processes]
            if not set(codes) <= {0, 65, 75} or codes == [75, 75]:
                print(f"round {number}, {moment * 1000:.1f} ms apart: exit statuses {codes}\n{''.join(messages)}")
                return 1
            refused += codes.count(75)
            scene.run(copy)
            if not calm.is_like(copy, f"round {number}, {moment * 1000:.1f} ms apart, exit statuses {codes}"):
                return 1
    print(f"{rounds} times two runs at once, {refused} of them sent away with 75; each input was done once")
    if not refused:
        print("no two runs met", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
