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

NAMES = "Ada Bo Chloé Dana Eli Finn Gül Håkon Inès Jürgen Łukasz Óscar Priya Rosa Tom Vera 由紀 Олена".split()
FAMILIES = "Archer Bianchi Castaño Dvořák Egerton Fischer Gößl Hollis Ibsen Jansen Kowalczyk Lindqvist 佐藤 Ткач".split()
STREETS = ["Juniper Lane", "Main Street", "Rue des Érables", "Ocean Drive", "Piston Road", "Birch Avenue", "Hafenstraße"]
CITIES = [
    ("Boulder", "CO", "80302", "US"), ("Montréal", "QC", "H2X 1Y4", "CA"), ("Köln", "NW", "50667", "DE"),
    ("Bend", "OR", "97701", "US"), ("Leeds", "", "LS1 4AP", "GB"), ("Córdoba", "CO", "14001", "ES"),
    ("Tulsa", "OK", "74103", "US"), ("Duluth", "MN", "55802", "US")]
COMPANIES = ["", "", "", "Ridge & Sons", "Kettle, Pot and Pan Ltd", "Głogów Sp. z o.o.", 'The "Right" Rope Co']
FLOORS = ["", "", "Unit {}", "Building {}, Rear Door"]
GOODS = [
    ("TENT", "Trail tent – two persons"), ("LAMP", "Headlamp & spare battery"), ("PEG", "Tent pegs, set of 10"),
    ("BRAKE", "Brake pads"), ("ROPE", 'Rope, 8 mm "Classic"'), ("STOVE", "Réchaud à gaz – léger"), ("MAT", "Sleeping mat")]
OPTIONS = ["Colour", "Size", "Fabric", "Initials"]
CHOICES = ["Moss green", "Blue", "XL", "M", "Linen", "To Chloé, with love", "Black/White"]
NOTES = [
    "", "", "", "Please leave it with the neighbour!", "A present for Bo & <Eli>", "Sonnez après 18h, s'il vous plaît",
    'First line\nSecond, with a comma\n"quoted"', "Ring before you come: +1 (555) 0100"]
REMARKS = ["", "", "Buys often", "Address checked by hand; score=7", "Sent again for W-7"]
PAYMENTS = ["Credit Card", "PayPal", "Invoice", "Gift Card"]
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
    <PaymentMethod><![CDATA[{payment}]]></PaymentMethod>
    <CurrencyCode>USD</CurrencyCode>
    <OrderTotal>{total}</OrderTotal>
    <TaxAmount>{tax}</TaxAmount>
    <ShippingAmount>{shipping}</ShippingAmount>
    <CustomerNotes><![CDATA[{notes}]]></CustomerNotes>
    <InternalNotes><![CDATA[{remark}]]></InternalNotes>
    <Gift>{gift}</Gift>
    <GiftMessage><![CDATA[{message}]]></GiftMessage>
    <CustomField1></CustomField1>
    <CustomField2></CustomField2>
    <CustomField3></CustomField3>
    <Source><![CDATA[web]]></Source>
    <Customer>
      <CustomerCode><![CDATA[{mail}]]></CustomerCode>
      <BillTo>
        <Name><![CDATA[{name}]]></Name>
        <Company><![CDATA[{company}]]></Company>
        <Phone><![CDATA[{phone}]]></Phone>
        <Email><![CDATA[{mail}]]></Email>
      </BillTo>
      <ShipTo>
        <Name><![CDATA[{receiver}]]></Name>
        <Company><![CDATA[{company}]]></Company>
        <Address1><![CDATA[{street}]]></Address1>
        <Address2><![CDATA[{floor}]]></Address2>
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
        <ImageUrl><![CDATA[{image}]]></ImageUrl>
        <Weight>{weight}</Weight>
        <WeightUnits>{unit}</WeightUnits>
        <Quantity>{quantity}</Quantity>
        <UnitPrice>{price}</UnitPrice>
        <Location><![CDATA[{shelf}]]></Location>
        <Options>
{options}        </Options>
        <Adjustment>false</Adjustment>
      </Item>
"""

OPTION = """          <Option>
            <Name><![CDATA[{}]]></Name>
            <Value><![CDATA[{}]]></Value>
          </Option>
"""


COLUMNS = """Order Number,Marketplace,Node,Order Date,Status,Last Modified,Ship By,Shipping Method,Payment Method,Currency,\
Order Total,Tax,Shipping,Discount,Customer Notes,Internal Notes,Gift,Gift Message,Customer Name,Phone,Email,Ship Name,\
Company,Address 1,Address 2,City,State,Zip,Country,Ship Phone,Line Item ID,SKU,Item Name,Image URL,Weight,Weight Unit,\
Quantity,Unit Price,Location,Options,UPC""".split(",")

REST_STATUSES = ["Pending Processing", "Approved, Pending Shipping", "Shipped", "Credit Declined", "Cancel Order"]


def money(cents):
    return f"{cents // 100}.{cents % 100:02}"


class Line:
    def __init__(self, chance, number):
        self.number, self.cents, self.quantity = number, chance.randint(100, 25000), chance.choice((1, 1, 1, 2, 3))
        kind, self.name = chance.choice(GOODS)
        self.sku = f"{kind}-{chance.randint(1000, 9999)}"
        self.image = f"https://shop.example.com/img/{kind.lower()}/{chance.randint(1, 9999)}.jpg?w=600&h=600"
        self.weight, self.unit = chance.randint(1, 160) / 4, chance.choice(("Ounces", "Grams", "Pounds"))
        self.shelf = f"{chance.choice('ABCDE')}-{chance.randint(1, 40):02}-{chance.randint(1, 12):02}"
        self.options = [(name, chance.choice(CHOICES)) for name in chance.sample(OPTIONS, chance.randint(0, 3))]


class Order:
    def __init__(self, chance, key):
        self.key = key
        self.lines = [Line(chance, number) for number in range(1, chance.randint(1, 4) + 1)]
        self.cents = sum(line.cents * line.quantity for line in self.lines)
        self.tax, self.shipping = self.cents * 8 // 100, chance.choice((0, 450, 1200))
        self.total = self.cents + self.tax + self.shipping
        self.city, self.state, self.postal, self.country = chance.choice(CITIES)
        self.day, self.hour = chance.randint(1, 28), chance.randint(0, 22)
        self.first, self.family = chance.choice(NAMES), chance.choice(FAMILIES)
        self.name = f"{self.first} {self.family}"
        self.receiver = self.name if chance.random() < 0.7 else f"{chance.choice(NAMES)} {self.family}"
        self.company, self.floor = chance.choice(COMPANIES), chance.choice(FLOORS).format(chance.randint(1, 400))
        self.status = chance.randrange(len(STATUSES))
        self.service, self.payment, self.gift = chance.choice(SERVICES), chance.choice(PAYMENTS), chance.random() < 0.1
        self.notes, self.remark = chance.choice(NOTES), chance.choice(REMARKS)
        self.message = "All the best 🎉 & see you soon" if self.gift else ""
        self.mail, self.phone = f"buyer{key}@example.com", f"555-01{key % 100:02}"
        self.street = f"{key % 97 + 1} {chance.choice(STREETS)}"


def xml(orders):
    yield '<?xml version="1.0" encoding="utf-8"?>\n<Orders pages="1">\n'
    for order in orders:
        items = "".join(
            ITEM.format(
                line=line.number, sku=line.sku, name=line.name, quantity=line.quantity, weight=line.weight,
                unit=line.unit, price=money(line.cents), image=line.image, shelf=line.shelf,
                options="".join(OPTION.format(*option) for option in line.options)) for line in order.lines)
        yield ORDER.format(
            key=order.key, date=f"11/{order.day:02}/2026 {order.hour:02}:15",
            modified=f"11/{order.day:02}/2026 {order.hour + 1:02}:20", status=STATUSES[order.status],
            service=order.service, total=money(order.total), tax=money(order.tax), shipping=money(order.shipping),
            gift=str(order.gift).lower(), mail=order.mail, notes=order.notes, name=order.name, phone=order.phone,
            street=order.street, city=order.city, state=order.state, postal=order.postal, country=order.country,
            payment=order.payment, remark=order.remark, message=order.message, company=order.company,
            receiver=order.receiver, floor=order.floor, items=items)
    yield "</Orders>\n"


def rows(orders):
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for order in orders:
        day = f"11/{order.day:02}/2026"
        shop = [f"W-{order.key}", MARKETPLACES[order.key % 4], f"Node {order.key % 7}", f"{day} {order.hour:02}:15"]
        state = [("Open", "In Progress", "Completed", "Open", "Canceled")[order.status], f"{day} {order.hour + 1:02}:20"]
        terms = [f"11/{order.day + 2:02}/2026", order.service, order.payment, "USD"]
        sums = [money(order.total), money(order.tax), money(order.shipping), ""]
        texts = [order.notes, order.remark, "yes" if order.gift else "no", order.message]
        buyer = [order.name, order.phone, order.mail, order.receiver, order.company]
        place = [order.street, order.floor, order.city, order.state, order.postal, order.country, order.phone]
        for line in order.lines:
            goods = [line.number, line.sku, line.name, line.image, line.weight, line.unit, line.quantity]
            shelf = [money(line.cents), line.shelf, "; ".join("=".join(option) for option in line.options), ""]
            table.writerow([*shop, *state, *terms, *sums, *texts, *buyer, *place, *goods, *shelf])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def address(order, number):
    return {
        "id": number, "company": order.company, "address_line_1": order.street, "address_line_2": order.floor, "city": order.city,
        "state": order.state, "postal_code": order.postal, "country": order.country, "phone": order.phone,
        "alternate_phone": "", "first_name": order.first, "last_name": order.family, "state_code": order.state,
        "country_code": order.country}


def item(order, line):
    return {
        "id": order.key * 10 + line.number, "order_id": order.key, "product_id": line.cents % 5000,
        "item_number": line.sku, "item_number_full": f"{line.sku}-GRN", "item_name": line.name,
        "price": line.cents / 100, "cost": line.cents // 2 / 100, "quantity": line.quantity, "is_discount_item": False,
        "tax": line.cents * line.quantity * 8 // 100 / 100, "discount_amount": 0.0, "weight": line.weight,
        "weight_unit": "Lbs", "is_non_shipping_item": False, "order_shipping_address_id": order.key * 2,
        "item_thumbnail": line.image, "configuration": "",
        "variants": [
            {"id": place, "description": f"{name}: {choice}", "variant_group_id": 3}
            for place, (name, choice) in enumerate(line.options)],
        "personalizations": None, "custom_fields": [{"name": "ShipStationWarehouseLocation", "value": line.shelf}]}


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
        "special_instructions": order.notes, "instructions": "", "public_comments": "",
        "admin_comments": order.remark, "is_gift": order.gift, "gift_message": order.message, "coupon_code": "", "source": "newsletter",
        "store_id": 1, "order_type": "Order", "is_payment_order_only": False, "channel": "Online", "due_date": None,
        "order_status": {"id": order.status + 1, "name": REST_STATUSES[order.status], "is_open": order.status < 2},
        "customer": {
            "id": order.key % 9000, "email": order.mail, "first_name": order.first, "last_name": order.family,
            "company": order.company, "phone_number": order.phone},
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
