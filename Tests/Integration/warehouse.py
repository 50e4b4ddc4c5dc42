"""What the page shows of a warehouse, run on the shards of a small migration.

    warehouse.py SEED DuckDB|Spark
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import scene

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "migrating-history.md"


def shown(name):
    """The Python that the page shows under a heading."""
    section = PAGE.read_text().split(f"\n### {name}\n")[1].split("\n##")[0]
    return re.search(r"\n```python\n(.*?)\n```", section, re.DOTALL).group(1)


def counted(folder):
    """Orders and their total by store and status, exactly."""
    found = {}
    for path in sorted((folder / "out/orders").glob("*/*.orders.jsonl")):
        for line in path.read_bytes().splitlines():
            order = json.loads(line, parse_float=Decimal, parse_int=Decimal)
            key = (order["store"], order["orderStatus"])
            count, total = found.get(key, (0, Decimal(0)))
            found[key] = (count + 1, total + order.get("orderTotal", 0))
    return {key: (count, f"{total:.4f}") for key, (count, total) in found.items()}


def migrate(folder, seed):
    scene.make(folder, seed, orders=200, labels=0)
    waybill, job, manifest = os.environ["WAYBILL"], folder / "job.yaml", folder / "plan.manifest"
    for arguments, allowed in (
        (("plan", job, "--shards", "4", "--output", manifest, "--as-of", scene.AS_OF), (0,)),
        (("run", job, "--manifest", manifest), (0,)),
        (("merge", manifest), (0, 65)),
    ):
        done = subprocess.run([waybill, *map(str, arguments), "--quiet"], check=False)
        if done.returncode not in allowed:
            raise SystemExit(f"{arguments[0]} ended with {done.returncode}")


def main():
    seed, name = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="waybill-warehouse-", dir=scene.memory()) as place:
        folder = Path(place)
        migrate(folder, seed)
        done = subprocess.run(
            [sys.executable, "-c", shown(name)], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"what the page shows of {name} ends with {done.returncode}: {done.stderr[-3000:]}")
        found = {}
        for line in done.stdout.splitlines():
            store, status, count, total = line.split()
            found[store, status] = (int(count), f"{Decimal(total):.4f}")
        expected = counted(folder)
        if found != expected or not found:
            raise SystemExit(f"{name} finds {found}, and it is {expected}")
        orders = sum(count for count, _ in found.values())
        print(f"{name}: {orders} orders of {len(found)} kinds, as counted")


if __name__ == "__main__":
    sys.exit(main())
