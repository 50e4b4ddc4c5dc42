"""Exports and label results whose every order and parcel is known, in several formats."""

import csv
import gzip
import io
import json
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import scene

CHANNELS = {"outdoor": "custom-store", "walmart-us": "geekseller", "trail-shop": "americommerce"}
# More than ASCII, so that an upload may break off inside of a character.
WORDS = "tent lamp Érable straße 東京 żółw 😀 R&D rope <b> \"two\" it's".split()
DAYS = [f"11/{day}/2026 10:{minute:02}" for day in range(20, 30) for minute in range(60)]


@dataclass
class Order:
    store: str
    key: str
    note: str
    quantities: list
    modified: str


@dataclass
class Input:
    """A file to be uploaded, and what must become of it."""

    area: str
    name: str
    data: bytes
    orders: list = field(default_factory=list)
    parcels: dict = field(default_factory=dict)

    @property
    def shelf(self):
        """Its folder in the archive and the quarantine."""
        return self.area.rsplit("/", 1)[-1]


class Press:
    """Makes inputs for one drop folder from one source of chance.

    Each order is in one export, and has at most one label.
    """

    def __init__(self, chance, first):
        self.chance = chance
        self.next_order, self.next_file, self.next_parcel = first, first, first
        self.unlabelled = []

    def order(self, store, size):
        self.next_order += 1
        note, chance = [], self.chance
        while sum(map(len, note)) < size:
            note.append(chance.choice(WORDS))
        quantities = [chance.randint(1, 9) for _ in range(chance.randint(1, 4))]
        return Order(store, str(self.next_order), " ".join(note), quantities, chance.choice(DAYS))

    def export(self, kilobytes, tables=True, after=None, again=()):
        """An export of about this size; tables do not say whether they are whole.

        One `after` another has its name and form, and of its orders those that are to be there `again`.
        """
        store = after.orders[0].store if after else self.chance.choice(sorted(CHANNELS))
        size = 150 if kilobytes < 10 else 600
        new = [self.order(store, size) for _ in range(max(2, kilobytes * 1024 // (size + 900)))]
        orders = [*again, *new]
        if after:
            return Input(after.area, after.name, FORMS[after.name.split(".")[1]](orders), orders)
        ending = "json" if store == "trail-shop" else "xml"
        if store == "walmart-us" and tables and self.chance.random() < 0.5:
            ending = "csv"
        data = FORMS[ending](orders)
        if self.chance.random() < 0.1:
            data, ending = gzip.compress(data, mtime=0), ending + ".packed"
        return Input(f"orders/{store}", self.name("orders", ending), data, orders)

    def labels(self, count, tables=True):
        """Label results for so many orders that have none yet."""
        self.chance.shuffle(self.unlabelled)
        chosen = [self.unlabelled.pop() for _ in range(count)]
        boxes = [self.box(order) for order in chosen]
        if tables and self.chance.random() < 0.4:
            data, ending = label_table(boxes), "csv"
        else:
            data, ending = json.dumps({"shipments": boxes}, indent=1).encode(), "json"
        parcels = {box["trackingNumber"]: order for box, order in zip(boxes, chosen)}
        return Input("labels", self.name("labels", ending), data, [], parcels)

    def box(self, order):
        self.next_parcel += 1
        box = scene.box(self.chance, order.key, self.next_parcel, 0)
        box.update(orderKey=order.key, isReturnLabel=False, voided=False, voidDate=None)
        box.update(trackingNumber=f"9405511899560{self.next_parcel:09}")
        return box

    def name(self, kind, ending):
        self.next_file += 1
        form = self.chance.choice(["{}-{}.{}", "{} {}.{}", "März {}-{}.{}", "{}_it's_{}.{}"])
        return form.format(kind, self.next_file, ending)


def xml(orders):
    body = "".join(map(xml_order, orders))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Orders>\n{body}</Orders>\n'.encode()


def xml_order(order):
    items = "".join(
        f"<Item><LineItemID>{line}</LineItemID><SKU>SKU-{line}</SKU><Name>Trail item {line}</Name>"
        f"<Quantity>{quantity}</Quantity><UnitPrice>1.00</UnitPrice></Item>\n"
        for line, quantity in enumerate(order.quantities, 1)
    )
    status = "Open" if order.store == "walmart-us" else "paid"
    return (
        f"<Order><OrderID>{order.key}</OrderID><OrderNumber>{order.key}</OrderNumber>\n"
        f"<OrderDate>11/20/2026 09:00</OrderDate><LastModified>{order.modified}</LastModified>\n"
        f"<OrderStatus>{status}</OrderStatus><CurrencyCode>USD</CurrencyCode>\n"
        f"<OrderTotal>{sum(order.quantities)}.00</OrderTotal><CustomerNotes>{escape(order.note)}</CustomerNotes>\n"
        "<Customer><BillTo><Name>Ana Example</Name><Email>ana@example.com</Email></BillTo>\n"
        "<ShipTo><Name>Ana Example</Name><Address1>12 Elm Street</Address1><City>Tempe</City><State>AZ</State>\n"
        f"<PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>\n<Items>{items}</Items></Order>\n"
    )


HEAD = "Order Number,Order Date,Last Modified,Status,Currency,Email,Ship Name,Address 1,City,State,Zip,Country"
HEAD += ",Customer Notes,Order Total,Line Item ID,SKU,Item Name,Quantity,Unit Price"


def table(orders):
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD.split(","))
    for order in orders:
        for line, quantity in enumerate(order.quantities, 1):
            rows.writerow(
                [order.key, "11/20/2026 09:00", order.modified, "Open", "USD", "ana@example.com", "Ana Example"]
                + ["12 Elm Street", "Tempe", "AZ", "85281", "US", order.note, f"{sum(order.quantities)}.00"]
                + [line, f"SKU-{line}", f"Trail item {line}", quantity, "1.00"]
            )
    return text.getvalue().encode()


ADDRESS = {"id": 9, "first_name": "Ana", "last_name": "Example", "address_line_1": "12 Elm Street", "city": "Tempe"}
ADDRESS |= {"state_code": "AZ", "postal_code": "85281", "country_code": "US"}


def json_list(orders):
    records = [
        {
            "id": int(order.key),
            "ordered_at": "2026-11-20T09:00:00Z",
            "updated_at": f"2026-11-{order.modified[3:5]}T{order.modified[11:]}:00Z",
            "order_status": "Approved, Pending Shipping",
            "grand_total": sum(order.quantities),
            "special_instructions": order.note,
            "shipping_address": ADDRESS,
            "items": [
                {"id": int(order.key) * 10 + line, "item_number": f"SKU-{line}", "item_name": "Trail item"}
                | {"price": 1, "quantity": quantity}
                for line, quantity in enumerate(order.quantities, 1)
            ],
        }
        for order in orders
    ]
    return json.dumps({"orders": records}, ensure_ascii=False, indent=1).encode()


def label_table(boxes):
    names = ["orderNumber", "trackingNumber", "shipDate", "shipmentId", "carrierCode", "serviceCode"]
    text = io.StringIO()
    rows = csv.DictWriter(text, names, extrasaction="ignore")
    rows.writeheader()
    rows.writerows(boxes)
    return text.getvalue().encode()


FORMS = {"xml": xml, "csv": table, "json": json_list}
