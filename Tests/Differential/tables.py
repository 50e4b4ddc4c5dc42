"""Normalized orders as JSON Lines and as the two tables, by docs/files.md."""

import json
import re


class Number(str):
    """An exact decimal, written as it stands."""


def number(text):
    return None if text is None else Number(text)


def absent(key, value):
    """Whether a key is left out; that an order has no items is known of it."""
    return value is None or (key != "items" and value in ([], {}))


def known(value):
    """The value without what is not known."""
    if isinstance(value, dict):
        parts = {key: known(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if not absent(key, part)}
    if isinstance(value, list):
        return [part for part in (known(part) for part in value) if not absent(None, part)]
    return value


def text(value):
    """The value as JSON, with its numbers as they stand."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{text(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(text(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def jsonl(orders):
    return "".join(text(known(order)) + "\n" for order in orders)


ADDRESS = "name company street1 street2 street3 city state postalCode country phone".split()
ORDER_COLUMNS = [
    *"channel store orderKey orderNumber orderStatus channelStatus orderDate modifyDate paymentDate shipByDate".split(),
    *"currency orderTotal amountPaid taxAmount shippingAmount discountAmount".split(),
    *"customerUsername customerEmail customerId".split(),
    *(f"billTo.{part}" for part in ADDRESS),
    *(f"shipTo.{part}" for part in ADDRESS),
    *"requestedShippingService paymentMethod discounts gift giftMessage customerNotes internalNotes".split(),
    *"weight.value weight.units".split(),
    *(f"advancedOptions.{part}" for part in "customField1 customField2 customField3 source storeId".split()),
    *"channelData source.file source.record source.line warnings".split(),
]
LINE_COLUMNS = [
    *"channel store orderKey orderNumber lineItemKey sku name quantity unitPrice taxAmount shippingAmount".split(),
    *"discountAmount weight.value weight.units imageUrl options warehouseLocation productId upc".split(),
    *"adjustment ships".split(),
]


def escaped(value):
    return re.sub(r"([\\;=])", r"\\\1", value or "")


def pairs(entries):
    return "; ".join(f"{escaped(name)}={escaped(value)}" for name, value in entries)


LISTS = {
    "discounts": lambda rows: pairs((row.get("code") or row.get("description"), row["amount"]) for row in rows),
    "channelData": lambda data: pairs(data.items()),
    "options": lambda rows: pairs((row.get("name"), row.get("value")) for row in rows),
    "warnings": "; ".join,
}


def cell(row, column):
    value = row
    for part in column.split("."):
        value = None if value is None else value.get(part)
    if value is None:
        return ""
    if column in LISTS:
        value = LISTS[column](value)
    elif isinstance(value, bool):
        value = "true" if value else "false"
    value = str(value)
    return '"' + value.replace('"', '""') + '"' if re.search('[",\r\n]', value) else value


def table(columns, rows):
    written = [columns, *([cell(row, name) for name in columns] for row in rows)]
    return "".join(",".join(cells) + "\n" for cells in written)


def csv(orders):
    return table(ORDER_COLUMNS, [known(order) for order in orders])


def lines(orders):
    head = "channel store orderKey orderNumber".split()
    rows = ({**{key: order[key] for key in head}, **known(line)} for order in orders for line in order["items"])
    return table(LINE_COLUMNS, rows)


def rejects(found):
    rows = ({"record": record, "orderNumber": number, "code": code} for record, number, code in found)
    return "".join(text(known(row)) + "\n" for row in rows)


WRITERS = {"jsonl": jsonl, "csv": csv, "lines": lines}
