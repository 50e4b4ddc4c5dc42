"""Small drop folders at the moment before a run, for tests that disturb it at every call."""

import dataclasses
import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import faults
import scene

FOUND = """<Orders><Order><OrderID>999999</OrderID><OrderNumber>999999</OrderNumber>
<OrderDate>11/20/2026 09:00</OrderDate><OrderStatus>paid</OrderStatus><LastModified>11/20/2026 10:00</LastModified>
<OrderTotal>10.00</OrderTotal><Customer><CustomerCode>ana@example.com</CustomerCode><BillTo><Name>Ana Ruiz</Name></BillTo>
<ShipTo><Name>Ana Ruiz</Name><Address1>12 Elm St</Address1><City>Tempe</City><State>AZ</State>
<PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>
<Items><Item><LineItemID>1</LineItemID><SKU>MUG</SKU><Name>Mug</Name><Quantity>1</Quantity>
<UnitPrice>10.00</UnitPrice></Item></Items></Order></Orders>
"""


@dataclasses.dataclass(frozen=True)
class Night:
    """What is to be disturbed: how its folder is made, and which command is given."""

    name: str
    make: Callable
    command: Callable


def mark(folder):
    """Puts the marker beside each input that says it is complete."""
    for path in sorted(Path(folder, "in").rglob("*")):
        if path.is_file() and "pending" not in path.parts:
            path.with_name(path.name + ".done").touch()


def first(folder, seed, shim):
    """The first night: nothing is there but the inbox."""
    scene.make(folder, seed, orders=6, labels=9)


def second(folder, seed, shim):
    """The second night, with markers: inputs that came before, names that came before, and what labels waited for."""
    folder = Path(folder)
    scene.make(folder, seed, orders=4, labels=6)
    kept = folder.with_name(folder.name + "-inputs")
    shutil.copytree(folder / "in", kept)
    with (folder / "job.yaml").open("a") as job:
        job.write('done-marker: "{name}.done"\n')
    mark(folder)
    scene.run(folder)
    inputs = folder / "in"
    for same in ("orders/outdoor/1-monday.xml", "orders/walmart-us/3-cut.xml", "labels/1-shipments.json"):
        shutil.copy2(kept / same, inputs / same)
    shutil.copy2(kept / "labels/4-broken.json", inputs / "labels/4-broken.json")
    other = scene.generate.Export(seed * 100 + 9, "web-shop-manager", scene.FIRST["parts"], 0.2, 0.2)
    (inputs / "orders/parts/1-monday.xml").write_bytes(scene.generate.written(other.document(5), "utf-8"))
    (inputs / "orders/outdoor/4-found.xml").write_text(FOUND)
    (inputs / "orders/outdoor/5-packed.xml.gz").write_bytes(gzip.compress(FOUND.replace("Elm", "Oak").encode(), mtime=0))
    scene.age(folder)
    mark(folder)
    shutil.rmtree(kept)


def after_death(folder, seed, shim):
    """The second night, begun by a run that was killed when it had done the orders and half of the labels.

    It was killed in a folder of another name: a copy of it belongs to an inbox that is not there any more, and its files
    are others, as after a move to another disk.
    """
    begun, watched, log = (folder.with_name(folder.name + ending) for ending in ("-begun", "-watched", "-log"))
    second(begun, seed, shim)
    shutil.copytree(begun, watched)
    shim.run(scene.command(watched), log=log)
    deadly = max(call.number for call in faults.calls(log) if call.function == "renameat2")
    status = shim.run(scene.command(begun), fault="die", at=deadly).status
    if status != faults.KILLED or not list(begun.glob("work/*/markers/*")) or not list(begun.glob("work/*/claims/labels/*")):
        raise AssertionError(f"the run that was to be killed ended with {status}, or held nothing")
    begun.rename(folder)
    shutil.rmtree(watched)
    log.unlink()


def third(folder, seed, shim):
    """After the second night: a ledger of many entries."""
    second(folder, seed, shim)
    scene.run(folder)


def past(folder, seed, shim):
    """Long after the first night: what it has left is to be removed."""
    first(folder, seed, shim)
    scene.run(folder)
    for path in Path(folder, "quarantine").rglob("*"):
        os.utime(path, (scene.OLD, scene.OLD))


def compact(folder):
    return [os.environ["WAYBILL"], "ledger", "compact", str(Path(folder, "job.yaml"))]


def purge(folder):
    job, later = str(Path(folder, "job.yaml")), "2026-12-31T02:00:00Z"
    return [os.environ["WAYBILL"], "purge", job, "--older-than", "30d", "--as-of", later, "--quiet"]


NIGHTS = (
    Night("the first night", first, scene.command),
    Night("the second night", second, scene.command),
    Night("the run after a killed one", after_death, scene.command),
    Night("a compaction", third, compact),
    Night("a purge", past, purge),
)
