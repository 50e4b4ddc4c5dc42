package import Orders
package import WireFormats

/// One call that tells a channel of a shipment, as a line of `requests.jsonl` and a body file.
package struct UpdateRequest: Hashable, Sendable {
    /// The kind of call, part of the idempotency key: a channel may need several calls for one shipment.
    package var kind: String
    package var method: String
    /// Relative to the channel's base address, which is the sender's.
    package var path: String
    /// Name and value in the order in which they are sent, not yet escaped.
    package var query: [(name: String, value: String)]
    package var contentType: String
    package var body: [UInt8]
    /// The body file's name extension.
    package var fileExtension: String

    package init(
        kind: String, method: String, path: String, query: [(name: String, value: String)], contentType: String,
        body: [UInt8], fileExtension: String
    ) {
        self.kind = kind
        self.method = method
        self.path = path
        self.query = query
        self.contentType = contentType
        self.body = body
        self.fileExtension = fileExtension
    }

    package static func == (left: UpdateRequest, right: UpdateRequest) -> Bool {
        left.kind == right.kind && left.method == right.method && left.path == right.path && left.body == right.body
            && left.contentType == right.contentType && left.fileExtension == right.fileExtension
            && left.query.elementsEqual(right.query) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(path)
        hasher.combine(body)
    }
}

/// A shipment and the order that it belongs to.
package struct OrderShipment: Sendable {
    package var shipment: Shipment
    package var order: ShippedOrder

    package init(shipment: Shipment, order: ShippedOrder) {
        self.shipment = shipment
        self.order = order
    }
}

/// What became of the shipments of one input and store on their way into the channel's words.
package struct EncodedUpdates: Sendable {
    /// The calls in the order in which they must be made, each with the shipments that it is about, by their indices.
    package var requests: [(request: UpdateRequest, shipments: [Int])] = []
    /// Shipments that the channel cannot be told of; a person must do it.
    package var manual: [Int: RecordIssue] = [:]
    /// What was cut or changed on the way.
    package var warnings: [(shipment: Int, issue: RecordIssue)] = []

    package init() {}
}

/// Writes a channel's shipment updates.
package protocol UpdateEncoder: Sendable {
    /// Whether the channel refuses a shipment without its items.
    var requiresItems: Bool { get }
    /// The names of an order's `channelData` that its updates give back.
    var channelDataNames: [String] { get }
    /// Encodes the shipments of one input, in their order.
    func encode(_ shipments: [OrderShipment], store: StoreSettings) -> EncodedUpdates
}

extension UpdateEncoder {
    package var channelDataNames: [String] { [] }

    /// Whether an id is a whole number above zero in its only spelling, which is all that numeric ids of shops may be.
    func isNumericID(_ id: String) -> Bool {
        guard let number = Int64(id), number > 0 else { return false }
        return String(number) == id
    }
}

/// What became of one shipment on its way into the channel's words.
package enum EncodedUpdate: Sendable {
    /// The calls, in the order in which they must be made, and what was cut or changed on the way.
    case requests([UpdateRequest], warnings: [RecordIssue])
    /// The channel cannot be told; a person must do it.
    case manual(RecordIssue)
}

/// Writes the updates of a channel that is told of each shipment by itself.
package protocol SingleUpdateEncoder: UpdateEncoder {
    /// Encodes one shipment of an order.
    func encode(_ shipment: Shipment, of order: ShippedOrder, store: StoreSettings) -> EncodedUpdate
}

extension SingleUpdateEncoder {
    package func encode(_ shipments: [OrderShipment], store: StoreSettings) -> EncodedUpdates {
        var updates = EncodedUpdates()
        for (index, each) in shipments.enumerated() {
            switch encode(each.shipment, of: each.order, store: store) {
            case .manual(let issue): updates.manual[index] = issue
            case .requests(let requests, let warnings):
                updates.requests += requests.map { ($0, [index]) }
                updates.warnings += warnings.map { (index, $0) }
            }
        }
        return updates
    }
}
