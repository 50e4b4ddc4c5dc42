"""Uploads by OpenSSH's sftp in all their ways, while the job runs every 200 ms: each order and parcel comes out once.

    sftp.py SEED FILES
"""

import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dropped import Drop
from exports import Press
from sshd import Server
from uploads import SETTLE, Strays, Uploader

EVERY = 0.2
CLIENTS = 10
# The share of runs that are killed.
KILLS = 0.04
RULES = {"settled": f"settle: {SETTLE}s", "marked": 'done-marker: "{name}.done"'}
# How often each way is taken in a round, and how many inputs it takes.
WAYS = {
    "settled": {
        "quick": (3, 5), "slow": (5, 1), "dated": (3, 1), "renamed": (8, 1), "resumed": (5, 1),
        "resumed_in_part": (2, 1), "begun_again": (2, 1), "begun_again_late": (1, 1), "given_up": (2, 1),
        "given_up_in_part": (1, 1), "stalled": (2, 1), "again": (2, 1), "again_at_once": (2, 1), "daily": (1, 4),
        "overwritten": (1, 3),
    },
    "marked": {"marked": (6, 1), "marked_resumed": (2, 1), "marked_daily": (1, 4), "marked_given_up": (1, 1)},
}  # fmt: skip
# Short enough to be written in one piece: a table that stops between two rows looks whole.
SHORT = ("quick", "again", "again_at_once", "daily", "overwritten")
NEVER_WHOLE = ("given_up", "given_up_in_part", "marked_given_up")


def inputs(press, chance, way, count):
    """What is put in one way."""
    short = way in SHORT
    kilobytes = chance.randint(2, 24) if short else chance.randint(40, 120)
    tables = short or way in ("renamed", "resumed_in_part") or way.startswith("marked")
    first = press.export(kilobytes, tables)
    if way in ("daily", "marked_daily", "overwritten"):
        items = [first]
        for _ in range(count - 1):
            before = items[-1]
            again = before.orders if way == "overwritten" else before.orders[: chance.randint(0, len(before.orders))]
            items.append(press.export(chance.randint(2, 8), after=before, again=again))
        return items
    items = [first, *(press.export(chance.randint(2, 24)) for _ in range(count - 1))]
    for index in range(count):
        wanted = chance.randint(2, 10) if short else chance.randint(30, 60)
        if chance.random() < 0.35 and len(press.unlabelled) > wanted:
            items[index] = press.labels(wanted, tables)
    return items


def plans(seed, drops, wanted):
    """Who puts what in which way, in rounds, until there are enough files; mixed, so that labels may come first."""
    chance, found, files = random.Random(seed), [], 0
    presses = {name: Press(chance, number * 1_000_000) for number, name in enumerate(drops, 1)}
    while files < wanted:
        for name, ways in WAYS.items():
            for way, (times, count) in ways.items():
                for _ in range(times):
                    items = inputs(presses[name], chance, way, count)
                    found.append((name, way, items))
                    files += count
                    if way not in NEVER_WHOLE:
                        orders = {order.key: order for each in items for order in each.orders}
                        presses[name].unlabelled += orders.values()
    chance.shuffle(found)
    strays = [presses["settled"].export(2, tables=False) for _ in range(5)]
    return found, strays, files


class Clients:
    """All who put files in, some at a time."""

    def __init__(self, place, seed, server, drops, wanted):
        found, strays, self.files = plans(seed, drops, wanted)
        self.uploaders = []

        def uploader(name):
            index = len(self.uploaders)
            made = Uploader(server, drops[name], random.Random(f"{seed} {index}"), place / f"clients/{index}")
            self.uploaders.append(made)
            return made

        Strays(uploader("settled"), strays).put()
        self.pool = ThreadPoolExecutor(CLIENTS)
        self.work = [self.pool.submit(getattr(uploader(name), way), *items) for name, way, items in found]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for each in self.uploaders:
            each.drop.is_over = True
        self.pool.shutdown(cancel_futures=True)

    def are_done(self):
        """Whether all is put; after a failure nobody begins any more."""
        ended = [each for each in self.work if each.done()]
        if any(not each.cancelled() and each.exception() for each in ended):
            self.pool.shutdown(wait=False, cancel_futures=True)
        return len(ended) == len(self.work)

    def problems(self):
        """What has gone wrong at the clients, as lines for people."""
        failed = (each.exception() for each in self.work if each.done() and not each.cancelled())
        return [f"a client: {error!r}" for error in failed if error]

    @property
    def sessions(self):
        return sum(each.sessions for each in self.uploaders)


def run_until_quiet(drops, clients):
    """Runs the jobs until all is put and done, or until it is plain that this will not be."""
    ended, rounds = None, 0
    while True:
        begun = time.monotonic()
        if ended is None and clients.are_done():
            ended, rounds = begun, 0
        for drop in drops.values():
            drop.run(KILLS)
        rounds += 1
        if ended is not None:
            if any([drop.mend() for drop in drops.values()]):
                ended, rounds = time.monotonic(), 0
            elif clients.problems() or all(drop.is_quiet() for drop in drops.values()):
                break
            elif begun > ended + 30 and rounds > 60:
                break
        time.sleep(max(0, EVERY - (time.monotonic() - begun)))
    # The last is not killed, so that it can tell of what others could not.
    for drop in drops.values():
        drop.run()


def tell(drops, clients, seconds):
    print(f"{clients.files} files by {clients.sessions} sessions of sftp in {seconds:.0f} s")
    for name, drop in drops.items():
        statuses, known = dict(sorted(drop.statuses.items())), drop.expected
        inputs, broken = (len(list(drop.files(folder))) for folder in ("archive", "quarantine"))
        print(f"{name}: {drop.runs} runs, {drop.killed} of them killed, the others ended with {statuses}")
        print(f"  {len(known.orders)} orders and {len(known.parcels)} parcels, of {inputs} inputs in the archive")
        print(f"  {broken} in quarantine ({len(drop.holes)} resumed while looked at), {len(known.staying)} left alone")


def main():
    seed, wanted, begun = int(sys.argv[1]), int(sys.argv[2]), time.monotonic()
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="waybill-sftp-") as name:
        place = Path(name)
        drops = {name: Drop(place / name, rule, random.Random(f"{seed} {name}")) for name, rule in RULES.items()}
        with Server(place / "ssh") as server, Clients(place, seed, server, drops, wanted) as clients:
            run_until_quiet(drops, clients)
        problems = clients.problems()
        problems += [f"{name}: {line}" for name, drop in drops.items() for line in drop.verdict()]
        tell(drops, clients, time.monotonic() - begun)
        if not problems:
            return 0
        kept = tempfile.mkdtemp(prefix="waybill-kept-")
        shutil.copytree(place, kept, dirs_exist_ok=True, symlinks=True)
    print(f"the folder is kept in {kept}:")
    print("\n".join("  " + line for line in problems[:30]))
    return 1


if __name__ == "__main__":
    sys.exit(main())
