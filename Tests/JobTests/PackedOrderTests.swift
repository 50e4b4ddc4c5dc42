import Orders
import Testing

@testable import Job

/// An order that was packed is the one that is unpacked.
@Suite struct PackedOrderTests {
    private static var bare: ShippedOrder {
        ShippedOrder(channel: "sears", store: "outdoor", orderKey: "k-1", orderNumber: "1", orderStatus: .onHold)
    }

    private static var full: ShippedOrder {
        var order = bare
        order.modifyDate = Timestamp(seconds: -1, isDateOnly: true)
        order.currency = Currency("CAD")
        order.customerUsername = "ana"
        order.customerEmail = "ana@example.com"
        // Longer than one byte can count, of characters of several bytes.
        order.customerNotes = String(repeating: "Grüße 👋 ", count: 40)
        order.internalNotes = ""
        order.customField1 = "one"
        order.customField2 = "two"
        order.customField3 = "three"
        order.storeId = "7"
        order.shipTo.name = "Ana Ruiz"
        order.shipTo.company = "Ruiz"
        order.shipTo.street1 = "1 Main St"
        order.shipTo.street2 = "Apt 2"
        order.shipTo.street3 = "Rear"
        order.shipTo.city = "Mesa"
        order.shipTo.state = "AZ"
        order.shipTo.postalCode = "85201"
        order.shipTo.country = "US"
        order.shipTo.phone = "555-0100"
        var tent = OrderedItem(quantity: Quantity(3), ships: true)
        tent.lineItemKey = "55501"
        tent.sku = "TENT-2P"
        tent.name = "Tent"
        tent.upc = "012345678905"
        tent.cancelledQuantity = Quantity(2)
        order.items = [tent, OrderedItem(quantity: Quantity(ticks: -5_000), ships: false)]
        order.channelData = ["po-date": "2026-11-20", "unit": ""]
        return order
    }

    @Test(arguments: [bare, full]) func isUnpackedAsItWas(_ order: ShippedOrder) {
        #expect(PackedOrder(order).order == order)
        #expect(PackedOrder(order).store == order.store)
    }

    /// A value that the order has and the test does not set would be lost without notice.
    @Test func everyValueIsTried() {
        for value in [Mirror(reflecting: Self.full), Mirror(reflecting: Self.full.shipTo)] {
            for child in value.children {
                let optional = Mirror(reflecting: child.value)
                #expect(optional.displayStyle != .optional || optional.children.count == 1, "\(child.label ?? "")")
            }
        }
    }
}
