import Orders

/// An order in few bytes, for the many that are held while the orders stream past; it is unpacked when its turn comes.
struct PackedOrder {
    private let bytes: [UInt8]

    init(_ order: ShippedOrder) {
        var packer = Packer()
        packer.add([order.store, order.channel, order.orderKey, order.orderNumber, order.orderStatus.rawValue])
        packer.add([
            order.currency?.code, order.customerUsername, order.customerEmail, order.customerNotes,
            order.internalNotes, order.customField1, order.customField2, order.customField3, order.storeId,
        ])
        let address = order.shipTo
        packer.add([
            address.name, address.company, address.street1, address.street2, address.street3, address.city,
            address.state, address.postalCode, address.country, address.phone,
        ])
        packer.add(flag: order.modifyDate != nil)
        if let date = order.modifyDate {
            packer.add(number: UInt64(bitPattern: date.seconds))
            packer.add(flag: date.isDateOnly)
        }
        packer.add(number: UInt64(order.items.count))
        for item in order.items {
            packer.add([item.lineItemKey, item.sku, item.name, item.upc])
            packer.add(number: UInt64(bitPattern: item.quantity.ticks))
            packer.add(number: UInt64(bitPattern: item.cancelledQuantity.ticks))
            packer.add(flag: item.ships)
        }
        packer.add(number: UInt64(order.channelData.count))
        for (name, value) in order.channelData { packer.add([name, value]) }
        // A copy has no room to grow.
        bytes = Array(packer.bytes[...])
    }

    /// The store alone.
    var store: String {
        var unpacker = Unpacker(bytes: bytes)
        return unpacker.text() ?? ""
    }

    var order: ShippedOrder {
        var unpacker = Unpacker(bytes: bytes)
        let store = unpacker.text() ?? ""
        var order = ShippedOrder(
            channel: unpacker.text() ?? "", store: store, orderKey: unpacker.text() ?? "",
            orderNumber: unpacker.text() ?? "",
            orderStatus: unpacker.text().flatMap(OrderStatus.init(rawValue:)) ?? .awaitingShipment)
        order.currency = unpacker.text().flatMap { Currency($0) }
        order.customerUsername = unpacker.text()
        order.customerEmail = unpacker.text()
        order.customerNotes = unpacker.text()
        order.internalNotes = unpacker.text()
        order.customField1 = unpacker.text()
        order.customField2 = unpacker.text()
        order.customField3 = unpacker.text()
        order.storeId = unpacker.text()
        order.shipTo = unpacker.address()
        if unpacker.flag() {
            let seconds = Int64(bitPattern: unpacker.number())
            order.modifyDate = Timestamp(seconds: seconds, isDateOnly: unpacker.flag())
        }
        let count = unpacker.number()
        for _ in 0..<count { order.items.append(unpacker.item()) }
        for _ in 0..<unpacker.number() {
            if let name = unpacker.text() { order.channelData[name] = unpacker.text() }
        }
        return order
    }
}

/// Texts with their lengths in front, and numbers, as few bytes as they need.
private struct Packer {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(1024) }

    mutating func add(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(flag: Bool) { bytes.append(flag ? 1 : 0) }

    /// A length is one more than it is, and 0 for no text.
    mutating func add(_ texts: [String?]) {
        for text in texts {
            guard let text else {
                bytes.append(0)
                continue
            }
            add(number: UInt64(text.utf8.count) + 1)
            bytes.append(contentsOf: text.utf8)
        }
    }
}

/// Reads what a `Packer` has written, in the same order.
private struct Unpacker {
    let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = bytes[index]
            index += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    mutating func flag() -> Bool {
        defer { index += 1 }
        return bytes[index] != 0
    }

    mutating func text() -> String? {
        let length = number()
        guard length > 0 else { return nil }
        let start = index
        index += Int(length) - 1
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    mutating func address() -> PostalAddress {
        var address = PostalAddress()
        address.name = text()
        address.company = text()
        address.street1 = text()
        address.street2 = text()
        address.street3 = text()
        address.city = text()
        address.state = text()
        address.postalCode = text()
        address.country = text()
        address.phone = text()
        return address
    }

    mutating func item() -> OrderedItem {
        var item = OrderedItem(quantity: .zero, ships: true)
        item.lineItemKey = text()
        item.sku = text()
        item.name = text()
        item.upc = text()
        item.quantity = Quantity(ticks: Int64(bitPattern: number()))
        item.cancelledQuantity = Quantity(ticks: Int64(bitPattern: number()))
        item.ships = flag()
        return item
    }
}
