#!/usr/bin/env python3
"""Writes a Custom Store export as large shops have them: the same bytes for the same seed.

    data.py --orders 70000 --seed 1 > orders.xml
"""

import argparse
import random
import sys

NAMES = "Ada Bo Chloé Dana Eli Finn Gül Håkon Inès Jürgen Łukasz Óscar".split()
STREETS = ["Juniper Lane", "Main Street", "Rue des Érables", "Ocean Drive", "Piston Road"]
CITIES = [("Boulder", "CO", "80302", "US"), ("Montréal", "QC", "H2X 1Y4", "CA"), ("Köln", "NW", "50667", "DE")]
GOODS = ["Trail tent, two persons", "Headlamp & spare battery", "Tent pegs, set of 10", "Brake pads", "Rope, 8 mm"]
STATUSES = ["paid", "processing", "shipped", "on-hold", "cancelled"]
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
        <Address1><![CDATA[{house} {street}]]></Address1>
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


def money(cents):
    return f"{cents // 100}.{cents % 100:02}"


def order(chance, key):
    lines, cents = [], 0
    for line in range(1, chance.choice((1, 1, 2, 2, 3, 4)) + 1):
        price, quantity = chance.randint(100, 25000), chance.choice((1, 1, 1, 2, 3))
        cents += price * quantity
        lines.append(
            ITEM.format(
                line=line, sku=f"SKU-{chance.randint(1000, 9999)}", name=chance.choice(GOODS), quantity=quantity,
                weight=chance.randint(1, 160), price=money(price)))
    tax, shipping = cents * 8 // 100, chance.choice((0, 450, 1200))
    city, state, postal, country = chance.choice(CITIES)
    day, hour = chance.randint(1, 28), chance.randint(0, 22)
    name = chance.choice(NAMES)
    return ORDER.format(
        key=key, date=f"11/{day:02}/2026 {hour:02}:15", modified=f"11/{day:02}/2026 {hour + 1:02}:20",
        status=chance.choice(STATUSES), service=chance.choice(SERVICES), total=money(cents + tax + shipping),
        tax=money(tax), shipping=money(shipping), gift=chance.choice(("true", "false")), mail=f"buyer{key}@example.com",
        notes=chance.choice(("", "", "Please leave it with the neighbour & ring twice.")), name=f"{name} Example",
        phone=f"555-01{key % 100:02}", house=key % 97 + 1, street=chance.choice(STREETS), city=city, state=state,
        postal=postal, country=country, items="".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--orders", type=int, default=70_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, out = random.Random(given.seed), sys.stdout.buffer
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<Orders pages="1">\n')
    for key in range(100_001, 100_001 + given.orders):
        out.write(order(chance, key).encode())
    out.write(b"</Orders>\n")


if __name__ == "__main__":
    main()
