#!/usr/bin/env python3
"""Writes a Custom Store export of invented orders, the same for the same seed.

    generate.py --seed 7 --orders 1000 --channel custom-store > orders.xml

Most orders are good; the others have one fault each, so that the code of a reject does not depend on what is looked at
first. People are at example.com, phones are 555-01xx.
"""

import argparse
import random
import sys

from values import COUNTRIES

WORDS = (
    "tent lamp rope Érable straße naïve søster żółw Ωmega 東京 шапка 😀 R&D 5<6 say-\"hi\" it's a;b x=y back\\slash "
    "]]> tab\there two,words 100% #7 'quoted' né\u00a0e line\u2028sep {brace} null"
).split(" ")
NAMES = "Ada Bo Chloé Dana Eli Finn Gül Håkon Inès Jürgen Łukasz Óscar 花子".split()
CITIES = [("Boulder", "CO", "80302"), ("Montréal", "QC", "H2X 1Y4"), ("Köln", "", "50667"), ("Århus", "", "8000")]
WORDS_BY_CHANNEL = {
    "custom-store": "paid|Processing|unshipped|unpaid|Pending|shipped|COMPLETE|cancelled|Canceled|refunded|on-hold",
    "geekseller": "Open|open|In Progress|Completed|Complete|Shipped|Canceled|cancelled",
    "web-shop-manager": "New|processing|Ready to Ship|Shipped|Complete|Canceled|Return|Held|Orders in Progress",
}
NO_DATES = [
    "13/45/2019 99:99", "02/30/2024 10:00", "10/18/2019 24:30", "31/12/2020 10:00", "00/10/2020", "2023-02-29",
    "2020-13-01T00:00:00Z", "0000-01-01", "9999-12-31T23:59:59-05:00", "yesterday",
]
CURRENCIES = ["USD", "USD", "EUR", "cad", "JPY", "KWD", "GBP"]
UNITS = "Pounds pounds LB lbs Ounces ounce oz OZ Grams gram g GM kg Kilograms".split()


class Export:
    """One file, made from one source of chance."""

    def __init__(self, seed, channel, first=100001, faults=0.08, undated=0.05):
        self.chance = random.Random(seed)
        self.channel = channel
        self.first = first
        self.faults = faults
        self.undated = undated

    # --- chance -----------------------------------------------------------------------------------------------------

    def one(self, choices):
        return self.chance.choice(choices)

    def often(self, share):
        return self.chance.random() < share

    def words(self, most=6):
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most)))

    def digits(self, count):
        return "".join(self.chance.choices("0123456789", k=count))

    # --- XML --------------------------------------------------------------------------------------------------------

    def character(self, each):
        if each in "&<>":
            return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[each]
        if self.often(0.02) and each not in " \t\n":
            return f"&#x{ord(each):X};" if self.often(0.5) else f"&#{ord(each)};"
        return {"'": "&apos;", '"': "&quot;"}.get(each, each) if self.often(0.3) else each

    def text(self, value):
        """The value in one of the ways in which XML can say it."""
        if self.often(0.25):
            said = "<![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]>"
        elif value and self.often(0.05):
            cut = self.chance.randrange(len(value))
            noise = self.one(["<!-- <Order> -->", "<?note x?>", "<![CDATA[]]>"])
            said = self.plain(value[:cut]) + noise + self.plain(value[cut:])
        else:
            said = self.plain(value)
        return self.one([" ", "\n  ", "\t"]) + said + self.one([" ", "\n"]) if self.often(0.04) else said

    def plain(self, value):
        return "".join(self.character(each) for each in value)

    def element(self, name, content):
        blank = " " if self.often(0.02) else ""
        if not content and self.often(0.5):
            return f"<{name}{blank}/>"
        return f"<{name}{blank}>{content}</{name}{blank}>"

    def group(self, fields):
        """Children in any order; a value of None is left out, one that starts with a tag is taken as it is."""
        shuffled = [(name, value) for name, value in fields if value is not None]
        self.chance.shuffle(shuffled)
        gap = self.one(["", "\n", "\n      "])
        parts = []
        for name, value in shuffled:
            parts.append(self.element(name, value.xml if isinstance(value, Markup) else self.text(value)))
            if self.often(0.01):
                parts.append(self.element("TotalPrice", "9") + "<!-- <OrderID>0</OrderID> -->")
        return Markup(gap + gap.join(parts) + gap)

    def maybe(self, value, share=0.7):
        return value if self.often(share) else self.one([None, ""])

    # --- values -----------------------------------------------------------------------------------------------------

    def amount(self, value, digits=2):
        """An amount in cents, as exporters write it."""
        text = f"{value / 100:,.2f}" if self.often(0.3) else f"{value / 100:.2f}"
        return text + "00" if self.often(0.2) else text[:-3] if text.endswith(".00") and self.often(0.3) else text

    def date(self):
        pick = self.chance.randint
        year, month, day = pick(2009, 2039), pick(1, 12), pick(1, 28)
        hour, minute, second = pick(0, 23), pick(0, 59), pick(0, 59)
        if month != 2 and self.often(0.1):
            day = 30
        late = "PM" if hour >= 12 else "AM"
        half = f"{hour % 12 or 12}:{minute:02}"
        iso = f"{year}-{month:02}-{day:02}"
        clock = f"{hour:02}:{minute:02}"
        return self.one(
            [
                f"{month:02}/{day:02}/{year} {clock}",
                f"{month}/{day}/{year} {hour}:{minute:02}",
                f"{month}/{day}/{year % 100:02} {clock}:{second:02}",
                f"{month}/{day}/{year} {half} {late}",
                f"{month}/{day}/{year} {half}:{second:02} {late.lower()}",
                f"{month:02}/{day:02}/{year} {half}{late}",
                f"{month}/{day}/{year} {clock} {'PM' if hour >= 12 else 'AM' if 0 < hour < 12 else ''}".rstrip(),
                f"{iso} {clock}:{second:02}",
                f"{iso}T{clock}:{second:02}Z",
                f"{iso}T{clock}:{second:02}.{self.digits(3)}Z",
                f"{iso}T{clock}:{second:02}{self.one(['+02:00', '-05:00', '+05:30', '-0330', '+14:00'])}",
                iso,
                f"{month:02}{day:02}{year}x{hour:02}{minute:02}",
                f"02/29/{year // 4 * 4} {clock}",
            ]
        )

    def address(self, ship):
        code, three, names, _, _ = self.one(COUNTRIES)
        city, state, postal = self.one(CITIES)
        written = self.one([code] * 6 + [code.lower(), three, *names.split("|")])
        name = self.one(NAMES) + " Example"
        fields = [
            ("Name", name if ship else self.maybe(name)),
            ("Company", self.maybe(self.words(3), 0.3)),
            ("Phone", self.maybe(f"555-01{self.digits(2)}")),
            ("Address1", f"{self.digits(2)} {self.words(2)}" if ship else self.maybe("1 Bill Street", 0.2)),
            ("Address2", self.maybe(self.words(2), 0.2)),
            ("City", city if ship else self.maybe(city, 0.2)),
            ("State", state or "ST" if ship and code in ("US", "CA", "AU") else self.maybe(state or "ST", 0.3)),
            ("PostalCode", postal if ship and code not in ("HK", "AE") else self.maybe(postal, 0.3)),
            ("Country", written if ship else self.maybe(written, 0.2)),
        ]
        if not ship:
            fields.append(("Email", self.maybe(f"{self.digits(6)}@example.com", 0.8)))
        return fields

    def options(self):
        rows = []
        for _ in range(self.chance.choice([0, 0, 0, 1, 2, 5])):
            name, value = self.words(2), self.words(3)
            if self.often(0.03):
                name, value = self.one([("", value), (name, "")])
            weight = self.amount(self.chance.randint(1, 900)) if self.often(0.1) else None
            rows.append(self.element("Option", self.group([("Name", name), ("Value", value), ("Weight", weight)]).xml))
        return Markup("".join(rows)) if rows or self.often(0.2) else None

    def item(self, number):
        """A line of goods, with what it costs in ten-thousandths, or None when that is not known."""
        pieces = self.one(["1"] * 6 + ["2", "3", "12", "1,000", "2.0", "0"])
        if self.often(0.02):
            pieces = self.one(["0.5", "1.5", "2.25"])
        cents = self.chance.choice([0, 999, 2000, 12345, self.chance.randint(1, 99999), self.chance.randint(1, 250000)])
        weight, unit = self.amount(self.chance.randint(1, 5000)), self.one(UNITS)
        if self.often(0.03):
            weight, unit = self.one([("heavy", unit), (weight, "stone"), (weight, None), (weight, ""), ("-1", unit)])
        location = self.one(["Location", "Location", "WarehouseLocation"])
        fields = [
            ("LineItemID", self.maybe(str(number))),
            ("SKU", self.maybe(f"{self.one(WORDS)}-{self.digits(3)}", 0.9)),
            ("Name", self.maybe(self.words(), 0.95)),
            ("ImageUrl", self.maybe(f"https://shop.example.com/i?a=1&b={self.digits(3)}", 0.4)),
            ("Weight", self.maybe(weight, 0.85)),
            ("WeightUnits", unit),
            ("Quantity", pieces),
            ("UnitPrice", self.amount(cents)),
            ("UPC", self.maybe("0" + self.digits(11), 0.3)),
            ("ProductId", self.maybe(self.digits(4), 0.1)),
            (location, self.maybe(f"A{self.digits(1)}-B;{self.digits(2)}", 0.4)),
            ("Adjustment", self.one([None, None, "", "false", "0", "No", "perhaps" if self.often(0.05) else "FALSE"])),
            ("Options", self.options()),
        ]
        if self.often(0.01):
            fields.append(("Name", "Second name"))
        if self.often(0.02):
            fields = [field for field in fields if field[0] != "UnitPrice"]
            return fields, None
        return fields, round(float(pieces.replace(",", "")) * 100) * cents

    def adjustment(self):
        """A coupon, or a fee."""
        cents, pieces = self.chance.randint(1, 5000), self.one([None, "1", "1", "2"])
        marked, sign = self.one([("true", -1), ("1", -1), ("Yes", -1), ("TRUE", 1), (None, -1), ("false", -1)])
        fields = [
            ("SKU", self.maybe(self.one(["TRAIL10", "SAVE=5; now", "total-discount"]), 0.6)),
            ("Name", self.maybe(self.words(3), 0.6)),
            ("Quantity", pieces),
            ("UnitPrice", ("-" if sign < 0 else "") + self.amount(cents)),
            ("Adjustment", marked),
        ]
        return fields, sign * cents * 100 * int(pieces or 1)

    # --- orders -----------------------------------------------------------------------------------------------------

    def status(self):
        return self.one(WORDS_BY_CHANNEL[self.channel].split("|"))

    def order(self, number):
        items = [self.item(line) for line in range(1, self.one([0, 1, 1, 1, 2, 3, 9]) + 1)]
        items += [self.adjustment() for _ in range(self.one([0, 0, 0, 1, 2]))]
        tax, shipping = self.chance.randint(0, 3000), self.one([0, 450, 1200])
        known = [cost for _, cost in items if cost is not None]
        cents = sum(known) // 100 + tax + shipping
        cents += 1 if self.often(0.1) else 0
        customer = [
            ("CustomerCode", self.maybe(f"{self.digits(5)}@example.com", 0.9)),
            ("BillTo", self.address(False)),
            ("ShipTo", self.address(True)),
        ]
        fields = [
            ("OrderID", str(number)),
            ("OrderNumber", self.one(["", "#", "W-"]) + str(number)),
            ("OrderDate", self.date()),
            ("LastModified", self.maybe(self.date(), 1 - self.undated)),
            ("OrderStatus", self.status()),
            ("ShippingMethod", self.maybe(self.words(3))),
            ("PaymentMethod", self.maybe(self.words(2), 0.5)),
            ("CurrencyCode", self.maybe(self.one(CURRENCIES), 0.9)),
            ("OrderTotal", self.maybe(("-" if cents < 0 else "") + self.amount(abs(cents)), 0.95)),
            ("TaxAmount", self.amount(tax)),
            ("ShippingAmount", self.amount(shipping)),
            ("CustomerNotes", self.maybe(self.words(20), 0.3)),
            ("InternalNotes", self.maybe(self.words(9) + "\n" + self.words(3), 0.2)),
            ("Gift", self.one([None, "", "true", "False", "1", "0", "yes", "NO", "maybe" if self.often(0.1) else ""])),
            ("GiftMessage", self.maybe(self.words(), 0.2)),
            ("CustomField1", self.maybe(self.words(2), 0.3)),
            ("CustomField2", self.maybe(self.digits(15), 0.3)),
            ("CustomField3", self.maybe(self.words(2), 0.2)),
            ("Source", self.maybe(self.one(["Walmart", "eBay", "Ama;zon=US"]), 0.4)),
            ("StoreCode", self.maybe("default", 0.1)),
            ("RequestedWarehouse", self.maybe("Main = East", 0.2)),
        ]
        if self.often(0.05):
            without = self.one(["OrderID", "OrderNumber"])
            fields = [field for field in fields if field[0] != without]
        goods = [fields for fields, _ in items]
        if self.often(self.faults):
            fields, customer, goods = self.fault(fields, customer, goods)
        if self.often(0.01):
            fields.append((self.one(["CustomerNotes", "PaymentMethod", "Source", "TaxAmount", "Gift"]), "second"))
        return self.element("Order", self.assemble(fields, customer, goods))

    def assemble(self, fields, customer, goods):
        people = [(name, self.group(value) if isinstance(value, list) else value) for name, value in customer]
        lines = Markup("".join(self.element("Item", self.group(line).xml) for line in goods))
        return self.group(fields + [("Customer", self.group(people)), ("Items", lines)]).xml

    def fault(self, fields, customer, goods):
        """One reason to reject the order."""
        changes = [
            ("OrderStatus", self.one(["", None, "lost in space"])),
            (self.one(["OrderDate", "LastModified"]), self.one(NO_DATES)),
            ("OrderTotal", self.one(["12,50", "NaN", "1.23456", "ten", "1,23,456.00"])),
            ("ShippingAmount", self.one(["free", "0.00001", "1 000"])),
            ("CurrencyCode", self.one(["US", "EURO", "$"])),
            ("OrderID", None),
            ("Customer", None),
            ("Items", None),
        ]
        name, value = self.one(changes)
        if name == "OrderID":
            return [field for field in fields if field[0] not in ("OrderID", "OrderNumber")], customer, goods
        if name == "Customer":
            return fields, self.incomplete(customer), goods
        if name == "Items":
            change = self.one([("Quantity", None), ("Quantity", "few"), ("Quantity", "-2"), ("UnitPrice", "12,5")])
            line, _ = self.item(99)
            line = [field for field in line if field[0] != change[0]] + [change]
            return fields, customer, goods + [line]
        return [(each, value if each == name else kept) for each, kept in fields], customer, goods

    def incomplete(self, customer):
        """Without a ship-to address, or with one that lacks what every country needs."""
        code, bill, ship = customer
        if self.often(0.2):
            return [code, bill]
        lacking = self.one(["Name", "Address1", "City", "Country"])
        if self.often(0.2):
            return [code, bill, ("ShipTo", [(n, "Atlantis" if n == "Country" else v) for n, v in ship[1]])]
        return [code, bill, ("ShipTo", [(name, self.one(["", None]) if name == lacking else v) for name, v in ship[1]])]

    def document(self, orders):
        head = self.one(
            [
                '<?xml version="1.0" encoding="utf-8"?>\n',
                '<?xml version="1.0" encoding="utf-16"?>\n',
                '\ufeff<?xml version="1.0"?>\n',
                ' <?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- shop.example.com -->\n',
                "",
            ]
        )
        root = self.one(['<Orders pages="1">', '<Orders page="1" pages="">', "<Orders>", '<Orders xmlns="urn:x">'])
        body = [self.order(number) for number in range(self.first, self.first + orders)]
        return head + root + "\n" + "\n  ".join(body) + "\n</Orders>\n"


class Markup:
    """XML that is not to be escaped."""

    def __init__(self, xml):
        self.xml = xml


def written(document, form):
    """The document's bytes: as it stands, or in another encoding with a declaration of it."""
    if form == "utf-8":
        return document.encode("utf-8")
    body = document[document.index("<Orders") :]
    if form == "utf-16":
        return ("\ufeff" + '<?xml version="1.0" encoding="utf-16"?>' + body).encode("utf-16-le")
    declared = f'<?xml version="1.0" encoding="{form}"?>' + body
    # CDATA has no character references: what the encoding has not becomes a question mark there.
    parts = declared.split("<![CDATA[")
    data = parts[0].encode(form, "xmlcharrefreplace")
    for part in parts[1:]:
        inside, end, outside = part.partition("]]>")
        data += b"<![CDATA[" + inside.encode(form, "replace") + end.encode(form)
        data += outside.encode(form, "xmlcharrefreplace")
    return data


def controlled(data, chance):
    """Some control characters, as they stand in real exports, in texts of notes."""
    mark = b"</CustomerNotes>"
    parts = data.split(mark)
    for index, part in enumerate(parts[:-1]):
        if chance.random() < 0.05 and not part.endswith(b"]]>"):
            parts[index] = part + chance.choice([b"\x1a", b"\x01"])
    return mark.join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--channel", choices=sorted(WORDS_BY_CHANNEL), default="custom-store")
    parser.add_argument("--form", choices=["utf-8", "utf-16", "iso-8859-1", "windows-1252"], default="utf-8")
    parser.add_argument("--faults", type=float, default=0.08, help="the share of orders that are to be rejected")
    given = parser.parse_args()
    print(f"seed {given.seed}, {given.orders} orders, {given.channel}, {given.form}", file=sys.stderr)
    data = written(Export(given.seed, given.channel, faults=given.faults).document(given.orders), given.form)
    if given.form == "utf-8":
        data = controlled(data, random.Random(given.seed))
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main()
