"""What must become of uploads, in memory: the rules of a drop folder without a disk."""

import csv
import dataclasses
import gzip
import io
import json
from xml.sax.saxutils import escape

# A store's channel, the ending of its exports, and the word of each kind of order.
XML, CSV = "outdoor", "market"
WORDS = {
    XML: {"good": "paid", "rejected": "lost in space", "excluded": "quote"},
    CSV: {"good": "Open", "rejected": "lost in space", "excluded": "Quote"},
}
JOB = """version: 1
inbox: {inbox}
work: work
settle: {settle}s
max-rejects: 1000000
pending-days: 36500
orders: {orders}
stores:
  outdoor:
    channel: custom-store
    currency: USD
    statuses:
      awaiting_shipment: [paid]
      exclude: [quote]
  market:
    channel: geekseller
    currency: USD
    statuses:
      awaiting_shipment: [Open]
      exclude: [Quote]
"""


@dataclasses.dataclass(frozen=True)
class Order:
    """One version of an order: `modified` is a minute, or None where the export does not say; `variant` its content."""

    key: str
    kind: str
    modified: int | None
    variant: int

    @property
    def modify_date(self):
        return "" if self.modified is None else f"11/20/2026 10:{self.modified:02}"


@dataclasses.dataclass(frozen=True)
class Export:
    """An export of orders, as a store uploads it."""

    store: str
    orders: tuple
    is_packed: bool = False
    is_broken: bool = False

    @property
    def bytes(self):
        data = (self.xml() if self.store == XML else self.csv()).encode()
        return gzip.compress(data, mtime=0) if self.is_packed else data

    def xml(self):
        orders = "".join(self.element(order) for order in self.orders)
        return f'<?xml version="1.0" encoding="utf-8"?>\n<Orders>{orders}{"</Oops>" if self.is_broken else ""}</Orders>\n'

    def element(self, order):
        fields = {
            "OrderID": order.key,
            "OrderNumber": order.key,
            "OrderDate": "11/20/2026 09:00",
            "OrderStatus": WORDS[XML][order.kind],
            "LastModified": order.modify_date,
            "OrderTotal": "10.00",
            "InternalNotes": str(order.variant),
        }
        fields = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items() if value)
        return f"""<Order>{fields}<Customer><ShipTo><Name>Ana Ruiz</Name><Address1>12 Elm St</Address1>
<City>Tempe</City><State>AZ</State><PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>
<Items><Item><LineItemID>1</LineItemID><SKU>MUG</SKU><Name>Mug</Name><Quantity>1</Quantity>
<UnitPrice>10.00</UnitPrice></Item></Items></Order>
"""

    def csv(self):
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        head = "Order Number,Order Date,Last Modified,Status,Internal Notes,Ship Name,Address 1,City,State,Zip,Country"
        table.writerow([*head.split(","), "SKU", "Quantity", "Unit Price", "Order Total"])
        place = ["Ana Ruiz", "12 Elm St", "Tempe", "AZ", "85281", "US", "MUG", "1", "10.00", "10.00"]
        for order in self.orders:
            word = WORDS[CSV][order.kind]
            table.writerow([order.key, "11/20/2026 09:00", order.modify_date, word, order.variant, *place])
        # A quote that is never closed.
        return text.getvalue() + ('"' if self.is_broken else "")


@dataclasses.dataclass(frozen=True)
class Labels:
    """A file of label results: the parcels' order keys, one parcel for each order."""

    keys: tuple
    is_broken: bool = False
    store = ""

    @property
    def bytes(self):
        boxes = [self.box(key) for key in self.keys]
        return json.dumps({"shipments": boxes}, indent=1).encode() + (b"," if self.is_broken else b"")

    @staticmethod
    def box(key):
        return {
            "shipmentId": int(key.translate(str.maketrans({"O": "1", "M": "2", "-": "0"}))),
            "orderKey": key,
            "orderNumber": key,
            "createDate": "2026-11-24T06:51:33.6270000",
            "shipDate": "2026-11-24",
            "shipmentCost": 4.95,
            "insuranceCost": 0,
            "trackingNumber": "1Z" + key,
            "isReturnLabel": False,
            "carrierCode": "ups",
            "serviceCode": "ups_ground",
            "packageCode": "package",
            "voided": False,
            "voidDate": None,
            "weight": {"value": 8, "units": "ounces"},
            "shipmentItems": None,
        }


@dataclasses.dataclass
class Fates:
    """What became of the orders of one export."""

    counts: dict
    written: list
    rejected: int


class Ledger:
    """What one machine has made of a store's exports, in the order in which it took them."""

    def __init__(self):
        # The modify date that counts, and what was written last.
        self.known = {}
        self.keys_written = set()

    @staticmethod
    def is_newer(modified, known):
        return modified is None or known is None or modified >= known

    def take(self, orders):
        """Decides an export, and remembers it."""
        newest = {}
        for place, order in enumerate(orders):
            if order.key not in newest or self.is_newer(order.modified, orders[newest[order.key]].modified):
                newest[order.key] = place
        counts = dict.fromkeys(("read", "written", "unchanged", "rejected", "excluded", "superseded"), 0)
        fates = Fates(counts, [], 0)
        lines = []
        for place, order in enumerate(orders):
            counts["read"] += 1
            fate, is_line = self.fate(order, newest[order.key] == place)
            counts[fate] += 1
            if fate == "written":
                fates.written.append((order.key, str(order.variant)))
            if is_line:
                lines.append((order, fate))
        for order, fate in lines:
            self.remember(order, fate)
        fates.rejected = counts["rejected"]
        return fates

    def fate(self, order, is_newest):
        """An order's fate, and whether the ledger says something of it."""
        known = self.known.get(order.key)
        if order.kind == "excluded":
            return "excluded", is_newest
        if not is_newest or (known and not self.is_newer(order.modified, known[0])):
            return "superseded", False
        if order.kind == "rejected":
            return "rejected", True
        if known and known[1] == (order.modified, order.variant):
            return "unchanged", False
        return "written", True

    def remember(self, order, fate):
        known = self.known.get(order.key)
        if known and not self.is_newer(order.modified, known[0]):
            return
        digest = (order.modified, order.variant) if fate == "written" else known and known[1]
        self.known[order.key] = (order.modified, digest)
        if fate == "written":
            self.keys_written.add(order.key)
