#!/usr/bin/env python3
"""Writes an export as large shops have them: the same bytes for the same seed.

    data.py --orders 70000 --seed 1 > orders.xml             Custom Store XML
    data.py --orders 70000 --seed 1 csv > orders.csv         GeekSeller CSV
    data.py --orders 70000 --seed 1 json > orders.json       AmeriCommerce REST JSON
"""

import argparse
import csv
import io
import json
import random
import sys

NAMES = "Ada Bo Chloé Dana Eli Finn Gül Håkon Inès Jürgen Łukasz Óscar".split()
STREETS = ["Juniper Lane", "Main Street", "Rue des Érables", "Ocean Drive", "Piston Road"]
CITIES = [("Boulder", "CO", "80302", "US"), ("Montréal", "QC", "H2X 1Y4", "CA"), ("Köln", "NW", "50667", "DE")]
GOODS = ["Trail tent, two persons", "Headlamp & spare battery", "Tent pegs, set of 10", "Brake pads", "Rope, 8 mm"]
STATUSES = ["paid", "processing", "shipped", "on-hold", "cancelled"]
MARKETPLACES = ["Walmart", "Amazon", "eBay", "Newegg"]
SERVICES = ["USPS Priority Mail", "UPS Ground", "Standard shipping (3-5 days)"]

ORDER = """  <Order>
    <OrderID><![CDATA[{key}]]></OrderID>
    <OrderNumber><![CDATA[W-{key}]]></OrderNumber>
    <OrderDate>{date}</OrderDate>
    <OrderStatus><![CDATA[{status}]]></OrderStatus>
    <LastModified>{modified}</LastModified>
    <ShippingMethod><![CDATA[{service}]]></ShippingMethod>
    <PaymentMethod><![CDATA[Credit Card]]></PaymentMethod>
    <CurrencyCode>USD</CurrencyCode>
    <OrderTotal>{total}</OrderTotal>
    <TaxAmount>{tax}</TaxAmount>
    <ShippingAmount>{shipping}</ShippingAmount>
    <CustomerNotes><![CDATA[{notes}]]></CustomerNotes>
    <InternalNotes></InternalNotes>
    <Gift>{gift}</Gift>
    <GiftMessage></GiftMessage>
    <CustomField1></CustomField1>
    <CustomField2></CustomField2>
    <CustomField3></CustomField3>
    <Source><![CDATA[web]]></Source>
    <Customer>
      <CustomerCode><![CDATA[{mail}]]></CustomerCode>
      <BillTo>
        <Name><![CDATA[{name}]]></Name>
        <Company></Company>
        <Phone><![CDATA[{phone}]]></Phone>
        <Email><![CDATA[{mail}]]></Email>
      </BillTo>
      <ShipTo>
        <Name><![CDATA[{name}]]></Name>
        <Company></Company>
        <Address1><![CDATA[{street}]]></Address1>
        <Address2></Address2>
        <City><![CDATA[{city}]]></City>
        <State><![CDATA[{state}]]></State>
        <PostalCode><![CDATA[{postal}]]></PostalCode>
        <Country><![CDATA[{country}]]></Country>
        <Phone><![CDATA[{phone}]]></Phone>
      </ShipTo>
    </Customer>
    <Items>
{items}    </Items>
  </Order>
"""

ITEM = """      <Item>
        <LineItemID><![CDATA[{line}]]></LineItemID>
        <SKU><![CDATA[{sku}]]></SKU>
        <Name><![CDATA[{name}]]></Name>
        <ImageUrl><![CDATA[https://shop.example.com/img/{sku}.jpg]]></ImageUrl>
        <Weight>{weight}</Weight>
        <WeightUnits>Ounces</WeightUnits>
        <Quantity>{quantity}</Quantity>
        <UnitPrice>{price}</UnitPrice>
        <Location><![CDATA[A{line}-B2]]></Location>
        <Options>
          <Option>
            <Name><![CDATA[Colour]]></Name>
            <Value><![CDATA[Moss green]]></Value>
          </Option>
        </Options>
        <Adjustment>false</Adjustment>
      </Item>
"""


COLUMNS = """Order Number,Marketplace,Node,Order Date,Status,Ship By,Shipping Method,Payment Method,Customer Name,Email,\
Phone,Ship Name,Company,Address 1,Address 2,City,State,Zip,Country,Line Item ID,SKU,Item Name,Quantity,Unit Price,Weight,\
Weight Unit,Image URL,Options,Location,Gift,Gift Message,Customer Notes,Internal Notes,Order Total,Tax,Shipping,Discount,\
Currency,Last Modified""".split(",")

REST_STATUSES = ["Pending Processing", "Approved, Pending Shipping", "Shipped", "Credit Declined", "Cancel Order"]


def money(cents):
    return f"{cents // 100}.{cents % 100:02}"


class Line:
    def __init__(self, chance, number):
        self.number, self.cents, self.quantity = number, chance.randint(100, 25000), chance.choice((1, 1, 1, 2, 3))
        self.sku, self.name = f"SKU-{chance.randint(1000, 9999)}", chance.choice(GOODS)
        self.weight = chance.randint(1, 160)


class Order:
    def __init__(self, chance, key):
        self.key = key
        self.lines = [Line(chance, number) for number in range(1, chance.choice((1, 1, 2, 2, 3, 4)) + 1)]
        self.cents = sum(line.cents * line.quantity for line in self.lines)
        self.tax, self.shipping = self.cents * 8 // 100, chance.choice((0, 450, 1200))
        self.total = self.cents + self.tax + self.shipping
        self.city, self.state, self.postal, self.country = chance.choice(CITIES)
        self.day, self.hour = chance.randint(1, 28), chance.randint(0, 22)
        self.first = chance.choice(NAMES)
        self.name = f"{self.first} Example"
        self.status = chance.randrange(len(STATUSES))
        self.service, self.gift = chance.choice(SERVICES), chance.choice((True, False))
        self.notes = chance.choice(("", "", "Please leave it with the neighbour & ring twice."))
        self.mail, self.phone = f"buyer{key}@example.com", f"555-01{key % 100:02}"
        self.street = f"{key % 97 + 1} {chance.choice(STREETS)}"


def xml(orders):
    yield '<?xml version="1.0" encoding="utf-8"?>\n<Orders pages="1">\n'
    for order in orders:
        items = "".join(
            ITEM.format(
                line=line.number, sku=line.sku, name=line.name, quantity=line.quantity, weight=line.weight,
                price=money(line.cents)) for line in order.lines)
        yield ORDER.format(
            key=order.key, date=f"11/{order.day:02}/2026 {order.hour:02}:15",
            modified=f"11/{order.day:02}/2026 {order.hour + 1:02}:20", status=STATUSES[order.status],
            service=order.service, total=money(order.total), tax=money(order.tax), shipping=money(order.shipping),
            gift=str(order.gift).lower(), mail=order.mail, notes=order.notes, name=order.name, phone=order.phone,
            street=order.street, city=order.city, state=order.state, postal=order.postal, country=order.country,
            items=items)
    yield "</Orders>\n"


def rows(orders):
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for order in orders:
        day, notes = f"11/{order.day:02}/2026", order.notes.replace("ring twice", '"ring" twice,\nor call')
        shop = [f"W-{order.key}", MARKETPLACES[order.key % 4], f"Node {order.key % 7}", f"{day} {order.hour:02}:15"]
        state = [("Open", "In Progress", "Completed", "Open", "Canceled")[order.status], f"11/{order.day + 2:02}/2026"]
        buyer = [order.service, "Marketplace", order.name, order.mail, order.phone, order.name, ""]
        place = [order.street, "", order.city, order.state, order.postal, order.country]
        texts = ["yes" if order.gift else "no", "", notes, ""]
        sums = [money(order.total), money(order.tax), money(order.shipping), "", "USD"]
        for line in order.lines:
            goods = [line.number, line.sku, line.name, line.quantity, money(line.cents), line.weight, "Ounces"]
            shelf = [f"https://shop.example.com/img/{line.sku}.jpg", "Colour=Moss green; Size=L", f"A{line.number}-B2"]
            table.writerow(
                [*shop, *state, *buyer, *place, *goods, *shelf, *texts, *sums, f"{day} {order.hour + 1:02}:20"])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def address(order, number):
    return {
        "id": number, "company": "", "address_line_1": order.street, "address_line_2": "", "city": order.city,
        "state": order.state, "postal_code": order.postal, "country": order.country, "phone": order.phone,
        "alternate_phone": "", "first_name": order.first, "last_name": "Example", "state_code": order.state,
        "country_code": order.country}


def item(order, line):
    return {
        "id": order.key * 10 + line.number, "order_id": order.key, "product_id": line.cents % 5000,
        "item_number": line.sku, "item_number_full": f"{line.sku}-GRN", "item_name": line.name,
        "price": line.cents / 100, "cost": line.cents // 2 / 100, "quantity": line.quantity, "is_discount_item": False,
        "tax": line.cents * line.quantity * 8 // 100 / 100, "discount_amount": 0.0, "weight": line.weight / 16,
        "weight_unit": "Lbs", "is_non_shipping_item": False, "order_shipping_address_id": order.key * 2,
        "item_thumbnail": f"/images/{line.sku}.jpg", "configuration": "",
        "variants": [{"id": 7, "description": 'Width: 20" moss green', "variant_group_id": 3}],
        "personalizations": None, "custom_fields": [{"name": "ShipStationWarehouseLocation", "value": f"A{line.number}-B2"}]}


def rest(order):
    day = f"2026-11-{order.day:02}T"
    return {
        "id": order.key, "order_number": "", "customer_id": order.key % 9000, "customer_type_id": 0,
        "ordered_at": f"{day}{order.hour:02}:15:00-06:00", "created_at": f"{day}{order.hour:02}:15:08.16-06:00",
        "updated_at": f"{day}{order.hour + 1:02}:20:47.923-06:00", "order_status_id": order.status + 1,
        "subtotal": order.cents / 100, "tax_total": order.tax / 100, "shipping_total": order.shipping / 100,
        "handling_total": 0.0, "additional_fees": 0.0, "discount_total": 0.0, "grand_total": order.total / 100,
        "cost_total": 0.0, "selected_shipping_method": order.service, "selected_shipping_provider_service": "",
        "order_shipping_address_id": order.key * 2, "order_billing_address_id": order.key * 2 + 1,
        "special_instructions": order.notes.replace("& ring", "&\nring"), "instructions": "", "public_comments": "",
        "admin_comments": "", "is_gift": order.gift, "gift_message": "", "coupon_code": "", "source": "newsletter",
        "store_id": 1, "order_type": "Order", "is_payment_order_only": False, "channel": "Online", "due_date": None,
        "order_status": {"id": order.status + 1, "name": REST_STATUSES[order.status], "is_open": order.status < 2},
        "customer": {
            "id": order.key % 9000, "email": order.mail, "first_name": order.first, "last_name": "Example",
            "company": "", "phone_number": order.phone},
        "shipping_address": address(order, order.key * 2), "billing_address": address(order, order.key * 2 + 1),
        "items": [item(order, line) for line in order.lines],
        "payments": [{
            "id": order.key, "payment_type": "PayPal", "payment_method_name": "PayPal Express", "is_approved": True,
            "is_declined": False, "amount": order.total / 100, "is_captured": True, "is_void": False}]}


def answer(orders):
    yield '{"orders":['
    for place, order in enumerate(orders):
        # Some servers write the characters as they are, others escape them.
        text = json.dumps(rest(order), ensure_ascii=order.key % 4 == 0, separators=(",", ":"))
        yield f",{text}" if place else text
    yield "]}\n"


FORMATS = {"xml": xml, "csv": rows, "json": answer}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("format", nargs="?", choices=FORMATS, default="xml")
    parser.add_argument("--orders", type=int, default=70_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, out = random.Random(given.seed), sys.stdout.buffer
    orders = (Order(chance, key) for key in range(100_001, 100_001 + given.orders))
    for text in FORMATS[given.format](orders):
        out.write(text.encode())


if __name__ == "__main__":
    main()
