"""People and programs that put files into a drop folder by sftp, each in a way of its own."""

import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path

from sshd import Session, quoted

SETTLE = 1
# Until a file that ends too early, and that nobody touches any more, is taken to be broken.
BROKEN = 6 * SETTLE
SUFFIXES = ("part", "filepart", "tmp", "writing", "crdownload", "swp")


class Expected:
    """What must be true of a drop folder in the end."""

    def __init__(self):
        self.lock = threading.Lock()
        self.orders, self.parcels = {}, {}
        # Of shelves and bytes: how often they must be in the archive, and how often more they may be.
        self.archived, self.maybe = Counter(), Counter()
        # Shelves with the bytes of which a beginning must, or may, be in quarantine once.
        self.broken, self.parted = [], []
        # Names below the inbox that must still be there, with the bytes of which they have at least a beginning.
        self.staying = {}
        # Inputs that were resumed under the names by which they are read.
        self.resumed = []

    def takes(self, item, times=1):
        with self.lock:
            for order in item.orders:
                self.orders[order.store, order.key] = order
            self.parcels.update(item.parcels)
            self.archived[item.shelf, item.data] += times

    def may_take(self, item):
        with self.lock:
            self.maybe[item.shelf, item.data] += 1


class Uploader:
    """Puts inputs into one drop folder; each of its ways takes the inputs that a plan has for it."""

    def __init__(self, server, drop, chance, place):
        self.server, self.drop, self.chance = server, drop, chance
        self.inbox, self.expected = drop.place / "in", drop.expected
        self.place = Path(place)
        self.place.mkdir(parents=True)
        self.sessions = 0

    # --- steps ------------------------------------------------------------------------------------------------------

    def local(self, item):
        path = self.place / item.name
        path.write_bytes(item.data)
        return path

    def remote(self, item, name=None):
        return self.inbox / item.area / (name or item.name)

    def put(self, item, name=None):
        return f"put {quoted(self.local(item))} {quoted(self.remote(item, name))}"

    def pace(self, item):
        """So many KB/s that an input takes one to three seconds."""
        return max(4, int(len(item.data) / 1024 / self.chance.uniform(1, 3)))

    def session(self, *commands, kilobytes=None):
        self.sessions += 1
        return Session(self.server, commands, kilobytes)

    def do(self, *commands, kilobytes=None):
        status, said = self.session(*commands, kilobytes=kilobytes).end()
        if status != 0:
            raise AssertionError(f"sftp ended with {status} at {commands}: {said}")

    def size(self, item, name=None):
        """How much of it is there, also while a run looks at it; None when it is taken."""
        path = self.remote(item, name)
        for place in (path, *self.drop.place.glob(f"work/*/claims/{item.area}/{path.name}")):
            try:
                return place.lstat().st_size
            except FileNotFoundError:
                pass
        return None

    def wait(self, condition, what):
        """Waits for so long that it will never come: on a busy machine a run may take its time."""
        begun, runs = time.monotonic(), self.drop.runs
        while not condition():
            if self.drop.is_over:
                raise AssertionError(f"waited for {what} when the runs had ended")
            if time.monotonic() > begun + 60 and self.drop.runs > runs + 60:
                raise AssertionError(f"waited for {what} for {time.monotonic() - begun:.0f} s")
            time.sleep(0.02)

    def wait_until_gone(self, item, name=None):
        """Until it is taken, and not only claimed: what a run had claimed that was killed comes back."""
        looks = []

        def is_gone():
            looks.append(self.size(item, name))
            return looks[-2:] == [None, None]

        self.wait(is_gone, f"{name or item.name} to be taken")

    def break_off(self, item, name=None):
        """Kills an upload in the middle; false if all of it has arrived all the same."""
        session = self.half_way(item, name)
        session.kill(self.chance.random() < 0.5)
        # What was on its way still arrives.
        sizes = [-1]
        self.wait(lambda: sizes.append(self.size(item, name)) or sizes[-1] == sizes[-2], "the last pieces")
        return sizes[-1] is not None and sizes[-1] < len(item.data)

    def half_way(self, item, name=None):
        """A session that has put between a fifth and seven tenths of an input, or is done."""
        cut = int(len(item.data) * self.chance.uniform(0.2, 0.7))
        session = self.session(self.put(item, name), kilobytes=self.pace(item))
        self.wait(
            lambda: (self.size(item, name) or 0) >= cut or session.process.poll() is not None,
            f"{cut} bytes of {item.name}",
        )
        return session

    def resume(self, item, name=None):
        """Goes on where an upload broke off; should the file be looked at just then, once more from the start."""
        if self.chance.random() < 0.5:
            self.pause(0, 4)
        command = f"reput {quoted(self.local(item))} {quoted(self.remote(item, name))}"
        status, _ = self.session(command, kilobytes=self.chance.choice([None, self.pace(item)])).end()
        if status != 0:
            self.do(self.put(item, name))

    def pause(self, least, most):
        time.sleep(self.chance.uniform(least, most))

    # --- ways -------------------------------------------------------------------------------------------------------

    def quick(self, *items):
        self.do(*(self.put(item) for item in items))
        for item in items:
            self.expected.takes(item)

    def slow(self, item):
        self.do(self.put(item), kilobytes=self.pace(item))
        self.expected.takes(item)

    def dated(self, item):
        """With the file's own time, which is long past, or to come."""
        path = self.local(item)
        moment = time.time() + self.chance.choice([-300_000_000, -100_000, 100_000])
        os.utime(path, (moment, moment))
        self.do(f"put -p {quoted(path)} {quoted(self.remote(item))}", kilobytes=self.pace(item))
        self.expected.takes(item)

    def renamed(self, item):
        """Under a name that is not read, and by its own when it is there."""
        name = self.chance.choice(["." + item.name, "~" + item.name, *(f"{item.name}.{end}" for end in SUFFIXES)])
        rename = f"rename {quoted(self.remote(item, name))} {quoted(self.remote(item))}"
        kilobytes = self.chance.choice([None, self.pace(item)])
        if self.chance.random() < 0.5:
            self.do(self.put(item, name), rename, kilobytes=kilobytes)
        else:
            self.do(self.put(item, name), kilobytes=kilobytes)
            self.pause(0, 3)
            self.do(rename)
        self.expected.takes(item)

    def resumed(self, item):
        if self.break_off(item):
            with self.expected.lock:
                self.expected.parted.append(item)
                self.expected.resumed.append((self, item))
            self.resume(item)
        self.expected.takes(item)

    def resumed_in_part(self, item):
        name = item.name + ".part"
        if self.break_off(item, name):
            self.pause(0, 2)
            self.do(f"reput {quoted(self.place / item.name)} {quoted(self.remote(item, name))}")
        self.do(f"rename {quoted(self.remote(item, name))} {quoted(self.remote(item))}")
        self.expected.takes(item)

    def begun_again(self, item):
        if self.break_off(item):
            with self.expected.lock:
                self.expected.parted.append(item)
            self.pause(0, 3)
            self.do(self.put(item))
        self.expected.takes(item)

    def given_up(self, item):
        if self.break_off(item):
            with self.expected.lock:
                self.expected.broken.append(item)
        else:
            self.expected.takes(item)

    def given_up_in_part(self, item):
        name = item.name + self.chance.choice([".part", ".filepart"])
        self.break_off(item, name)
        with self.expected.lock:
            self.expected.staying[f"{item.area}/{name}"] = item.data

    def begun_again_late(self, item):
        """When what was there is in quarantine."""
        if self.break_off(item):
            with self.expected.lock:
                self.expected.broken.append(item)
            kept = self.drop.place / "quarantine" / item.shelf / item.name
            self.wait(kept.exists, f"{item.name} in quarantine")
            self.do(self.put(item))
        self.expected.takes(item)

    def stalled(self, item):
        """A line that is silent for longer than `settle`."""
        session = self.half_way(item)
        if session.process.poll() is None:
            session.signal(signal.SIGSTOP)
            self.pause(1.3 * SETTLE, 0.5 * BROKEN)
            session.signal(signal.SIGCONT)
        status, said = session.end()
        if status != 0:
            raise AssertionError(f"a stalled upload ended with {status}: {said}")
        self.expected.takes(item)

    def again(self, item):
        """Once more when the first is gone."""
        self.do(self.put(item))
        self.wait_until_gone(item)
        self.do(self.put(item))
        self.expected.takes(item, times=2)

    def again_at_once(self, item):
        self.do(self.put(item))
        self.pause(0, 2)
        self.do(self.put(item))
        self.expected.takes(item)
        self.expected.may_take(item)

    def daily(self, *items):
        """New bytes under the same name, each when the last are gone."""
        for item in items:
            self.do(self.put(item))
            self.wait_until_gone(item)
            self.expected.takes(item)

    def overwritten(self, *items):
        """Growing exports under the same name, whether the last was read or not."""
        for item in items[:-1]:
            self.do(self.put(item))
            self.expected.may_take(item)
            self.pause(0, 2)
        self.do(self.put(items[-1]))
        self.expected.takes(items[-1])

    # --- with a marker ----------------------------------------------------------------------------------------------

    def mark(self, item):
        empty = self.place / "empty"
        empty.touch()
        return f"put {quoted(empty)} {quoted(self.remote(item, item.name + '.done'))}"

    def marked(self, item):
        kilobytes = self.chance.choice([None, self.pace(item)])
        if self.chance.random() < 0.5:
            self.do(self.put(item), self.mark(item), kilobytes=kilobytes)
        else:
            self.do(self.put(item), kilobytes=kilobytes)
            self.pause(0, 2)
            self.do(self.mark(item))
        self.expected.takes(item)

    def marked_resumed(self, item):
        if self.break_off(item):
            self.pause(0, 3)
            self.do(f"reput {quoted(self.place / item.name)} {quoted(self.remote(item))}")
        self.do(self.mark(item))
        self.expected.takes(item)

    def marked_daily(self, *items):
        """New bytes under the same name, each when the last one's marker is gone."""
        for item in items:
            self.do(self.put(item), self.mark(item), kilobytes=self.chance.choice([None, self.pace(item)]))
            self.wait_until_gone(item, item.name + ".done")
            self.expected.takes(item)

    def marked_given_up(self, item):
        self.break_off(item)
        with self.expected.lock:
            self.expected.staying[f"{item.area}/{item.name}"] = item.data


class Strays:
    """What is no input and must be left alone, whatever it holds."""

    def __init__(self, uploader, items):
        self.uploader, self.items = uploader, items

    def put(self):
        up, (hidden, locked, linked, foreign, loose) = self.uploader, self.items
        target = up.place / "elsewhere.xml"
        target.write_bytes(linked.data)
        names = {"." + hidden.name: hidden, "~" + locked.name: locked}
        up.do(
            *(up.put(item, name) for name, item in names.items()),
            f"mkdir {quoted(up.remote(linked, 'folder.xml'))}",
            f"ln -s {quoted(target)} {quoted(up.remote(linked, 'link.xml'))}",
            f"mkdir {quoted(up.inbox / 'orders/nobody')}",
            f"put {quoted(up.local(foreign))} {quoted(up.inbox / 'orders/nobody' / foreign.name)}",
            f"put {quoted(up.local(loose))} {quoted(up.inbox / 'orders' / loose.name)}",
        )
        for name, item in names.items():
            up.expected.staying[f"{item.area}/{name}"] = item.data
        up.expected.staying[f"{linked.area}/link.xml"] = linked.data
        up.expected.staying[f"orders/nobody/{foreign.name}"] = foreign.data
        up.expected.staying[f"orders/{loose.name}"] = loose.data
