"""Custom Store XML to a CSV of line items, as one writes it with lxml: one order at a time, in flat memory."""

import csv
import sys

from lxml import etree

ORDER = ["OrderID", "OrderNumber", "OrderDate", "OrderStatus", "LastModified", "ShippingMethod", "PaymentMethod"]
ORDER += ["CurrencyCode", "OrderTotal", "TaxAmount", "ShippingAmount", "CustomerNotes", "InternalNotes", "Gift"]
ADDRESS = ["Name", "Company", "Address1", "Address2", "City", "State", "PostalCode", "Country", "Phone"]
ITEM = ["LineItemID", "SKU", "Name", "ImageUrl", "Weight", "WeightUnits", "Quantity", "UnitPrice", "Location"]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(ORDER + ADDRESS + ITEM)
    for _, order in etree.iterparse(sys.argv[1], tag="Order"):
        address = order.find("Customer/ShipTo")
        row = [order.findtext(name) for name in ORDER] + [address.findtext(name) for name in ADDRESS]
        for item in order.iterfind("Items/Item"):
            out.writerow(row + [item.findtext(name) for name in ITEM])
        order.clear()
        while order.getprevious() is not None:
            del order.getparent()[0]


main()
