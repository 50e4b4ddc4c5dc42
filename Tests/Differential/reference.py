#!/usr/bin/env python3
"""An independent converter: Custom Store XML to normalized orders and their two tables.

Written from docs/files.md, docs/channels and docs/codes.md with Python's standard library only, so that what it has in
common with Waybill is the documentation. It holds the whole file in memory and is meant for tests.

    reference.py orders.xml --channel custom-store --to jsonl --rejects rejects.jsonl
"""

import argparse
import os
import re
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from zoneinfo import ZoneInfo

import tables
import values
from reading import DROPPED, read
from values import BLANKS, Unreadable

# --- statuses ----------------------------------------------------------------------------------------------------

DEFAULT_STATUSES = {
    "custom-store": {
        "awaiting_payment": "unpaid, pending, awaiting_payment",
        "awaiting_shipment": "paid, processing, awaiting_shipment, unshipped",
        "shipped": "shipped, complete, completed",
        "cancelled": "cancelled, canceled, refunded",
        "on_hold": "on_hold, on-hold, holded",
    },
    "geekseller": {
        "awaiting_shipment": "Open",
        "on_hold": "In Progress",
        "shipped": "Completed, Complete, Shipped",
        "cancelled": "Canceled",
    },
    "web-shop-manager": {
        "awaiting_shipment": "New, Processing, Ready to Ship",
        "shipped": "Shipped, Complete",
        "cancelled": "Canceled, Return",
        "on_hold": "Held, Backorder",
        "exclude": "Orders in Progress",
    },
}


class Statuses:
    """A store's own words are compared letter by letter, those of the default table without regard to case."""

    def __init__(self, channel, own, unknown):
        self.unknown = unknown
        self.exact = bool(own)
        if own:
            pairs = [pair.split("=") for pair in own.split(",")]
            self.words = {word.strip(): status.strip() for word, status in pairs}
        else:
            rows = DEFAULT_STATUSES[channel].items()
            self.words = {self.fold(word.strip()): status for status, row in rows for word in row.split(",")}

    def fold(self, word):
        return word if self.exact else word.lower().replace("canceled", "cancelled")

    def find(self, word):
        """The status, `exclude` or `reject`, and whether it was assumed."""
        known = self.words.get(self.fold(word))
        if known:
            return known, False
        return self.unknown, self.unknown not in ("reject", "exclude")


# --- one order ---------------------------------------------------------------------------------------------------


# What is read; other elements are skipped.
READ = set(
    """OrderID OrderNumber OrderDate LastModified OrderStatus ShippingMethod PaymentMethod CurrencyCode OrderTotal
    TaxAmount ShippingAmount CustomerNotes InternalNotes Gift GiftMessage CustomField1 CustomField2 CustomField3 Source
    StoreCode RequestedWarehouse CustomerCode Email Name Company Phone Address1 Address2 City State PostalCode Country LineItemID
    SKU ImageUrl UPC ProductId Quantity UnitPrice Weight WeightUnits Location Adjustment Value""".split()
)


class Fields:
    """The values below one element: blanks around them go, an empty one is absent, the first of several counts."""

    def __init__(self, element, warnings):
        self.first, self.element = {}, element
        for child in [] if element is None else element:
            name = "Location" if child.tag == "WarehouseLocation" else child.tag
            if name not in READ:
                continue
            text = child.text or ""
            if DROPPED in text:
                warnings.add("control_character_dropped")
            text = text.replace(DROPPED, "").strip(BLANKS)
            if text and name in self.first:
                warnings.add("field_repeated")
            elif text:
                self.first[name] = text

    def __getitem__(self, name):
        return self.first.get(name)


class Converter:
    """One file's rules."""

    def __init__(self, channel, store=None, currency=None, statuses=None, unknown="reject", zone="UTC"):
        self.channel, self.store, self.currency = channel, store or channel, currency
        self.statuses = Statuses(channel, statuses, unknown)
        self.zone = ZoneInfo(zone)

    def convert(self, data, name):
        """Orders, rejects as (record, orderNumber, code), and the number of those excluded."""
        orders, rejects, excluded = [], [], 0
        for record, (line, element) in enumerate(read(data), 1):
            warnings = set()
            top = Fields(element, warnings)
            try:
                order = self.order(top, warnings)
            except Unreadable as reason:
                rejects.append((record, top["OrderNumber"] or top["OrderID"], reason.code))
                continue
            if order is None:
                excluded += 1
                continue
            order["source"] = {"file": name, "record": record, "line": line}
            order["warnings"] = sorted(warnings)
            orders.append(order)
        return orders, rejects, excluded

    def order(self, top, warnings):
        """The order, or None when its status leaves it out."""
        key = top["OrderID"] or top["OrderNumber"]
        if not key:
            raise Unreadable("order_number_missing")
        if not top["OrderStatus"]:
            raise Unreadable("status_missing")
        status, assumed = self.statuses.find(top["OrderStatus"])
        if status == "exclude":
            return None
        if status == "reject":
            raise Unreadable("status_unknown")
        if assumed:
            warnings.add("status_assumed")
        currency = values.currency(top["CurrencyCode"]) if top["CurrencyCode"] else self.currency
        customer = top.element.find("Customer")
        customer = ET.Element("Customer") if customer is None else customer
        bill = Fields(customer.find("BillTo"), warnings)
        ship = Fields(customer.find("ShipTo"), warnings)
        items = [item(element, currency, warnings) for element in top.element.iterfind("Items/Item")]
        if not items:
            warnings.add("lines_missing")
        order = {
            "channel": self.channel,
            "store": self.store,
            "orderKey": key,
            "orderNumber": top["OrderNumber"] or top["OrderID"],
            "orderStatus": status,
            "channelStatus": top["OrderStatus"],
            "orderDate": self.date(top["OrderDate"]),
            "modifyDate": self.date(top["LastModified"]),
            "currency": currency,
            **amounts(top, items, currency, warnings),
            "customerUsername": Fields(customer, warnings)["CustomerCode"],
            "customerEmail": bill["Email"],
            "billTo": address(bill, warnings),
            "shipTo": ship_to(ship, warnings),
            "requestedShippingService": top["ShippingMethod"],
            "paymentMethod": top["PaymentMethod"],
            "discounts": discounts(items, currency),
            "gift": truth(top["Gift"], warnings),
            "giftMessage": top["GiftMessage"],
            "customerNotes": top["CustomerNotes"],
            "internalNotes": top["InternalNotes"],
            "weight": order_weight(items),
            "items": [each for each, _ in items],
            "advancedOptions": {
                "customField1": top["CustomField1"],
                "customField2": top["CustomField2"],
                "customField3": top["CustomField3"],
                "source": top["Source"],
                "storeId": top["StoreCode"],
            },
            "channelData": self.channel_data(top),
        }
        return order

    def date(self, text):
        return values.date(text, self.zone) if text else None

    def channel_data(self, top):
        data = {"requestedWarehouse": top["RequestedWarehouse"]}
        if self.channel == "geekseller":
            data["marketplace"] = top["Source"]
            data["node"] = top["CustomField1"] or top["RequestedWarehouse"]
            data["marketplaceOrderId"] = top["CustomField2"]
        return data


def truth(text, warnings):
    if not text:
        return None
    value = values.boolean(text)
    if value is None:
        warnings.add("boolean_unreadable")
    return value


ADDRESS = "name=Name company=Company street1=Address1 street2=Address2 city=City state=State postalCode=PostalCode"


def address(fields, warnings):
    parts = {key: fields[element] for key, element in (pair.split("=") for pair in ADDRESS.split())}
    parts["country"] = None
    if fields["Country"]:
        parts["country"], rewritten = values.country(fields["Country"])
        if not parts["country"]:
            raise Unreadable("country_unknown")
        if rewritten:
            warnings.add("country_normalized")
    if parts["country"] == "US" and parts["postalCode"]:
        parts["postalCode"] = zip_code(parts["postalCode"], warnings)
    parts["phone"] = fields["Phone"]
    return parts


def zip_code(text, warnings):
    """A postal code of the United States that may have been taken for a number."""
    if text.startswith("-") or not re.search("[1-9]", text):
        warnings.add("postal_code_unreadable")
        return None
    match = re.fullmatch(r"([0-9]{3,4})(-[0-9]{4})|([0-9]{3,9})(?:\.0+)?", text)
    if not match:
        return text
    digits = match[1] or match[3]
    mended = digits.zfill(9 if len(digits) > 6 else 5) + (match[2] or "")
    if mended != text:
        warnings.add("zip_padded")
    return mended


def ship_to(fields, warnings):
    if not all(fields[name] for name in ("Name", "Address1", "City", "Country")):
        raise Unreadable("ship_to_missing")
    parts = address(fields, warnings)
    if fields["PostalCode"] and not parts["postalCode"]:
        raise Unreadable("postal_code_unreadable")
    if values.needs_state(parts["country"]) and not parts["state"]:
        raise Unreadable("ship_to_missing")
    if values.needs_postal_code(parts["country"]) and not parts["postalCode"]:
        raise Unreadable("ship_to_missing")
    return parts


def amounts(top, items, currency, warnings):
    names = ("OrderTotal", "TaxAmount", "ShippingAmount")
    read = {name: values.amount(top[name]) if top[name] else None for name in names}
    lines = [facts["sum"] for _, facts in items]
    if read["OrderTotal"] is not None and lines and None not in lines:
        if sum(lines) + (read["TaxAmount"] or 0) + (read["ShippingAmount"] or 0) != read["OrderTotal"]:
            warnings.add("total_mismatch")
    discounted = -sum(facts["sum"] for _, facts in items if is_discount(facts))
    return {
        "orderTotal": money(read["OrderTotal"], currency),
        "taxAmount": money(read["TaxAmount"], currency),
        "shippingAmount": money(read["ShippingAmount"], currency),
        "discountAmount": money(discounted or None, currency),
    }


def money(value, currency):
    return None if value is None else tables.number(values.amount_text(value, currency))


def is_discount(facts):
    return facts["adjustment"] and facts["sum"] is not None and facts["sum"] < 0


def discounts(items, currency):
    return [
        {"code": each["sku"], "description": each["name"], "amount": money(-facts["sum"], currency)}
        for each, facts in items
        if is_discount(facts)
    ]


def order_weight(items):
    shipping = [facts for _, facts in items if not facts["adjustment"]]
    if not shipping or any(facts["grams"] is None for facts in shipping):
        return None
    total = sum(facts["grams"] * facts["quantity"] for facts in shipping)
    # A sum of nothing is not a weight.
    return {"value": tables.number(values.grams_text(total)), "units": "grams"} if total else None


# --- one line ----------------------------------------------------------------------------------------------------


def item(element, currency, warnings):
    """The line as it is written, and the exact figures that the order's sums need."""
    fields = Fields(element, warnings)
    price = values.amount(fields["UnitPrice"]) if fields["UnitPrice"] else None
    marked = truth(fields["Adjustment"], warnings)
    adjustment = bool(marked) or (price is not None and price < 0)
    if adjustment and not marked:
        warnings.add("adjustment_assumed")
    quantity = values.quantity(fields["Quantity"]) if fields["Quantity"] else None
    if quantity is None and not adjustment:
        raise Unreadable("quantity_missing")
    if quantity is not None and quantity < 0 and not adjustment:
        raise Unreadable("quantity_unreadable")
    if quantity is not None and quantity != int(quantity):
        warnings.add("quantity_fractional")
    options = [Fields(option, warnings) for option in element.iterfind("Options/Option")]
    if any(bool(option["Name"]) != bool(option["Value"]) for option in options):
        warnings.add("option_incomplete")
    grams = item_weight(fields, options, warnings)
    line = {
        "lineItemKey": fields["LineItemID"],
        "sku": fields["SKU"],
        "name": fields["Name"],
        "quantity": None if quantity is None else tables.number(values.plain(quantity)),
        "unitPrice": money(price, currency),
        "weight": None if grams is None else {"value": tables.number(values.grams_text(grams)), "units": "grams"},
        "imageUrl": fields["ImageUrl"],
        "options": [{"name": option["Name"], "value": option["Value"]} for option in options],
        "warehouseLocation": fields["Location"],
        "productId": fields["ProductId"],
        "upc": fields["UPC"],
        "adjustment": adjustment,
        "ships": not adjustment,
    }
    exact = None if price is None else price * (Decimal(1) if quantity is None else quantity)
    return line, {"adjustment": adjustment, "sum": exact, "grams": grams, "quantity": quantity}


def item_weight(fields, options, warnings):
    """The grams of one unit, with those that its options add; None when they are not known."""
    if not fields["Weight"]:
        return None
    parts = [values.weight(text) for text in [fields["Weight"], *(option["Weight"] for option in options)] if text]
    if None in parts:
        warnings.add("weight_unreadable")
        return None
    grams = values.UNITS.get((fields["WeightUnits"] or "").lower())
    if grams is None:
        warnings.add("weight_unit_unknown")
        return None
    # Shops write zero for what nobody has weighed.
    return sum(parts) * grams or None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--channel", choices=sorted(DEFAULT_STATUSES), required=True)
    parser.add_argument("--to", choices=sorted(tables.WRITERS), required=True)
    parser.add_argument("--store")
    parser.add_argument("--currency")
    parser.add_argument("--statuses")
    parser.add_argument("--unknown-status", default="reject")
    parser.add_argument("--time-zone", default="UTC")
    parser.add_argument("--rejects")
    given = parser.parse_args()
    converter = Converter(
        given.channel, given.store, given.currency, given.statuses, given.unknown_status, given.time_zone
    )
    with open(given.file, "rb") as file:
        orders, rejects, _ = converter.convert(file.read(), os.path.basename(given.file))
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(tables.WRITERS[given.to](orders))
    if given.rejects:
        with open(given.rejects, "w", encoding="utf-8") as file:
            file.write(tables.rejects(rejects))
    return 65 if rejects else 0


if __name__ == "__main__":
    sys.exit(main())
