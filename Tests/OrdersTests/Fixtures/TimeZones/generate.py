#!/usr/bin/env python3
"""Writes, for each zone, a copy of the system's TZif file and a table of what Python's zoneinfo makes of it.

Each line of a table: a number of seconds since 1970; the offset in seconds at that instant in UTC; and the offset that
holds when the same number is the reading of the local clock (zoneinfo's fold=0). Half of the numbers are anywhere from
1970 to 2060, half near a change of the clock. Run it in this folder; the seed makes the numbers repeatable.
"""

import pathlib
import random
import shutil
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = {
    "America/Chicago": 2000,
    "America/Los_Angeles": 2000,
    "Europe/Paris": 2000,
    "Asia/Kolkata": 2000,
    "UTC": 2000,
    # Daylight saving time below standard time, of half an hour, ended by time -1, begun at time 26, suspended for a month.
    "Europe/Dublin": 300,
    "Australia/Lord_Howe": 300,
    "America/Nuuk": 300,
    "Asia/Jerusalem": 300,
    "Africa/Casablanca": 300,
}
EPOCH = datetime(1970, 1, 1)
FIRST = 0
LAST = int((datetime(2060, 1, 1) - EPOCH).total_seconds())
DAY = 86400


def offset_at(zone, seconds):
    instant = EPOCH.replace(tzinfo=timezone.utc) + timedelta(seconds=seconds)
    return int(instant.astimezone(zone).utcoffset().total_seconds())


def offset_on_local_clock(zone, seconds):
    return int((EPOCH + timedelta(seconds=seconds)).replace(tzinfo=zone, fold=0).utcoffset().total_seconds())


def changes(zone):
    for day in range(FIRST, LAST, DAY):
        low, high = day, day + DAY
        before = offset_at(zone, low)
        if offset_at(zone, high) == before:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset_at(zone, middle) == before else (low, middle)
        yield high, before


def numbers(zone, count, generator):
    near = list(changes(zone))
    for index in range(count):
        if index % 2 == 0 or not near:
            yield generator.randrange(FIRST, LAST)
        else:
            instant, offset = generator.choice(near)
            yield instant + generator.choice((0, offset)) + generator.randint(-7300, 7300)


def main():
    here = pathlib.Path(__file__).parent
    for name, count in ZONES.items():
        zone = ZoneInfo(name)
        generator = random.Random("waybill " + name)
        stem = name.replace("/", "-")
        shutil.copyfile(pathlib.Path("/usr/share/zoneinfo") / name, here / f"{stem}.tzif")
        lines = [
            f"{number} {offset_at(zone, number)} {offset_on_local_clock(zone, number)}\n"
            for number in numbers(zone, count, generator)
        ]
        (here / f"{stem}.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
