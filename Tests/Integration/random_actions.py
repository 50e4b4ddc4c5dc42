"""Actions by chance on a drop folder, checked against a model in memory after each run.

    random_actions.py run SEED ACTIONS SECONDS     fresh folders, of some dozens of actions each
    random_actions.py repeat FILE                  the actions of a file, as a failure prints them
"""

import collections
import concurrent.futures
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import faults
import model
import scene
import world

NAMES = {
    model.XML: ("orders.xml", "orders-2.xml", "returns.xml.gz"),
    model.CSV: ("orders.csv", "more.csv"),
    "": ("labels.json", "labels-2.json"),
}
# When a file says it was written, in seconds from now: as it is, as its sender has it, and by a clock that is wrong.
MOMENTS = (0, 0, 0, -world.DAY, -3, 30, 5 * world.DAY)
ACTIONS_OF_A_FOLDER = 50
FEWEST_ACTIONS = 200
# Each name stands as often as it is chosen.
ACTIONS = (
    ["put"] * 8 + ["begin"] * 3 + ["go_on"] * 3 + ["end"] * 3 + ["break_off", "withdraw"] + ["mark"] * 6 + ["touch"] * 2
    + ["wait"] * 4 + ["jump"] + ["run"] * 5 + ["run_disturbed"] * 7 + ["run_second"] * 2 + ["run_both", "run_twice"]
    + ["compact", "compact_disturbed"]
)  # fmt: skip


# --- chance ------------------------------------------------------------------------------------------------------


def content(chance):
    """The seed of a content, so that the same content comes again: few keys, few versions."""
    return [chance.choice(list(NAMES)), chance.randrange(40)]


def made(choice):
    store, seed = choice
    chance = random.Random(f"{store} {seed}")
    is_broken = chance.random() < 0.12
    if not store:
        keys = tuple(f"{letter}-{chance.randint(1, 9)}" for letter in chance.choices("OM", k=chance.randint(1, 4)))
        return model.Labels(tuple(dict.fromkeys(keys)), is_broken)
    orders = tuple(order(chance, store) for _ in range(chance.randint(1, 5)))
    if store == model.CSV:
        # Rows of one number are one order.
        orders = tuple({each.key: each for each in orders}.values())
    return model.Export(store, orders, store == model.XML and chance.random() < 0.2, is_broken)


def order(chance, store):
    kind = chance.choice(["good"] * 6 + ["rejected", "excluded"])
    modified = chance.choice([None, None, 1, 2, 3, 4, 5])
    return model.Order(f"{'O' if store == model.XML else 'M'}-{chance.randint(1, 7)}", kind, modified, chance.randint(1, 3))


def fault(chance):
    """What goes wrong at a run: a kill or an error at one call, all calls from one on, or what is no fault."""
    number = 1 + int(500 * chance.random() ** 2)
    return chance.choice(
        [
            {"fault": "die", "at": number},
            {"fault": "die", "at": number},
            {"fault": "die-halfway", "at": number},
            {"fault": chance.choice([5, 13, 24, 28]), "at": number},
            {"fault": chance.choice([5, 13, 24, 28]), "at": number},
            {"fault": 28, "at": f"{number}+", "kinds": "cw"},
            {"fault": 5, "at": f"{number}+"},
            {"fault": 4, "at": number, "kinds": "ws"},
            {"fault": "short", "at": "1+"},
            {"fault": 22, "at": "1+", "only": "renameat2"},
        ]
    )


def action(chance):
    """An action with all that it needs, so that it means the same wherever it stands."""
    name = chance.choice(ACTIONS)
    which, share = chance.randrange(100), round(chance.random(), 2)
    match name:
        case "put":
            return [name, content(chance), which, chance.choice(["renamed", "in place"]), chance.choice(MOMENTS)]
        case "begin":
            return [name, content(chance), which, share]
        case "go_on":
            return [name, which, share]
        case "end" | "touch":
            return [name, which, chance.choice(MOMENTS)]
        case "break_off" | "withdraw" | "mark":
            return [name, which]
        case "wait":
            return [name, chance.choice([1, 5, 12, 30, 70, 400])]
        case "jump":
            return [name, chance.choice([-3600, -40 * world.DAY, 3600, world.DAY])]
        case "run" | "run_second":
            return [name, share < 0.5]
        case "run_disturbed" | "compact_disturbed":
            return [name, fault(chance)]
        case _:
            return [name]


# --- acting ------------------------------------------------------------------------------------------------------


def act(place, step):
    """Does an action; one that has nothing to act on does nothing."""
    name, *rest = step
    match name:
        case "put" | "begin":
            chosen, which, *how = rest
            upload = made(chosen)
            getattr(place, name)(upload, pick(NAMES[upload.store], which), *how)
        case "go_on" | "end":
            if place.uploads:
                getattr(place, name)(pick(place.uploads, rest[0]), rest[1])
        case "break_off":
            if place.uploads:
                place.break_off(pick(place.uploads, rest[0]))
        case "withdraw" | "touch" | "mark":
            paths = sorted(place.unmarked) if name == "mark" else idle(place)
            if paths:
                getattr(place, name)(pick(paths, rest[0]), *rest[1:])
        case "wait" | "jump":
            place.has_turned_back |= rest[0] < 0
            place.now += rest[0]
        case "run":
            place.run(place.first, {}, as_of=rest[0])
        case "run_second":
            place.run(place.second, {}, as_of=rest[0])
        case "run_disturbed":
            place.run(place.first, rest[0])
        case "run_both":
            place.run_both(place.first, place.second)
        case "run_twice":
            place.run_both(place.first, place.first)
        case "compact":
            place.compact({})
        case "compact_disturbed":
            place.compact(rest[0])


def pick(choices, which):
    return choices[which % len(choices)]


def idle(place):
    """The inputs in the inbox that nobody is writing to."""
    areas = [place.inbox / "labels", *(place.inbox / "orders").iterdir()]
    paths = [path for area in areas for path in sorted(area.iterdir()) if path.is_file() and path.suffix != world.MARKER]
    return [path for path in paths if not place.is_busy(path)]


def last_orders(keys):
    """Exports of the orders that labels name, newer than any other."""
    for store, letter in ((model.XML, "O"), (model.CSV, "M")):
        orders = tuple(model.Order(key, "good", 59, 9) for key in keys if key.startswith(letter))
        if orders:
            yield model.Export(store, orders)


def perform(steps, shim, settings):
    """Does actions in a fresh folder; what is wrong, after how many of them, and how the runs ended."""
    with tempfile.TemporaryDirectory(prefix="waybill-random-", dir=scene.memory()) as name:
        place = world.World(Path(name, "place"), shim, **settings)
        done = 0
        try:
            for done, step in enumerate(steps, 1):
                act(place, step)
            place.come_to_rest(last_orders)
        except world.Wrong as problem:
            return str(problem), done, place.ends
        finally:
            for upload in place.uploads:
                upload.file.close()
    return None, len(steps), place.ends


# --- the shortest way to a failure -------------------------------------------------------------------------------


def shortened(steps, shim, settings, seconds):
    """Leaves out what is not needed for a failure, as far as time allows: by halves first, then one by one."""
    until = time.monotonic() + seconds
    size = len(steps) // 2
    while size and time.monotonic() < until:
        start, is_shorter = 0, False
        while start < len(steps) and time.monotonic() < until:
            fewer = steps[:start] + steps[start + size :]
            if perform(fewer, shim, settings)[0]:
                steps, is_shorter = fewer, True
            else:
                start += size
        if not (is_shorter and size == 1):
            size //= 2
    return steps


def explain(steps, problem, settings):
    lines = json.dumps({"settings": settings, "actions": []})[:-2] + "\n "
    lines += ",\n ".join(json.dumps(step) for step in steps) + "\n]}"
    with tempfile.NamedTemporaryFile("w", prefix="waybill-actions-", suffix=".json", delete=False) as file:
        file.write(lines + "\n")
    print(f"{problem}\n{lines}\nto repeat it: WAYBILL={os.environ['WAYBILL']} python3 random_actions.py repeat {file.name}")


# --- from the command line ---------------------------------------------------------------------------------------


def folder(seed, number):
    """The actions in one folder, and what kind of folder it is."""
    chance = random.Random(f"{seed} {number}")
    settings = {"has_markers": number % 3 == 0, "pid": 1 if number % 4 == 0 else None}
    return [action(chance) for _ in range(ACTIONS_OF_A_FOLDER)], settings


def main_run(seed, wanted, seconds, shim):
    started = time.monotonic()
    print(f"seed {seed}", flush=True)

    def one(number):
        if time.monotonic() - started > seconds:
            return number, None, 0, {}
        steps, settings = folder(seed, number)
        return number, *perform(steps, shim, settings)

    total, ends, numbers = 0, collections.Counter(), range(-(-wanted // ACTIONS_OF_A_FOLDER))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, problem, done, ended in pool.map(one, numbers):
            total += done
            ends.update(ended)
            if problem:
                pool.shutdown(cancel_futures=True)
                steps, settings = folder(seed, number)
                print(f"folder {number}, action {done}: {problem}", flush=True)
                steps = shortened(steps[:done], shim, settings, 120)
                explain(steps, perform(steps, shim, settings)[0] or problem, settings)
                return 1
    killed, stopped = ends[faults.KILLED], sum(ends[status] for status in (66, 73, 74))
    print(f"{total} of {wanted} actions with {ends.total()} runs, of which {killed} were killed and {stopped} stopped by an error")
    print(f"the model holds after each, in {time.monotonic() - started:.0f} s")
    if total < min(wanted, FEWEST_ACTIONS):
        print(f"these are too few for {seconds:.0f} s", file=sys.stderr)
        return 1
    return 0


def main():
    with tempfile.TemporaryDirectory(prefix="waybill-shim-") as name:
        shim = faults.Shim(name)
        if sys.argv[1] == "repeat":
            trace = json.loads(Path(sys.argv[2]).read_text())
            problem, done, _ = perform(trace["actions"], shim, trace["settings"])
            print(f"action {done}: {problem}" if problem else "nothing is wrong")
            return 1 if problem else 0
        return main_run(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), shim)


if __name__ == "__main__":
    sys.exit(main())
