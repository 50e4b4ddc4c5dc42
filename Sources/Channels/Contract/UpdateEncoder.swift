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

/// What is to be told of the shipments of one input and store besides the calls, by their indices.
package struct UpdateFindings: Sendable {
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
    /// - Parameters:
    ///   - shipments: Made when they are asked for, so that they need not all be held.
    ///   - store: What the job says of the store that they are of.
    ///   - take: Takes the calls in the order in which they must be made, each with the shipments that it is about, by
    ///     their indices.
    func encode<Shipments: RandomAccessCollection<OrderShipment>, Failure: Error>(
        _ shipments: Shipments, store: StoreSettings, take: (UpdateRequest, [Int]) throws(Failure) -> Void
    ) throws(Failure) -> UpdateFindings where Shipments.Index == Int
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
    package func encode<Shipments: RandomAccessCollection<OrderShipment>, Failure: Error>(
        _ shipments: Shipments, store: StoreSettings, take: (UpdateRequest, [Int]) throws(Failure) -> Void
    ) throws(Failure) -> UpdateFindings where Shipments.Index == Int {
        var findings = UpdateFindings()
        for index in shipments.indices {
            let each = shipments[index]
            switch encode(each.shipment, of: each.order, store: store) {
            case .manual(let issue): findings.manual[index] = issue
            case .requests(let requests, let warnings):
                for request in requests { try take(request, [index]) }
                findings.warnings += warnings.map { (index, $0) }
            }
        }
        return findings
    }
}

/// What became of some shipments on their way into the channel's words, for those who want it all at once.
package struct EncodedUpdates: Sendable {
    /// The calls in the order in which they must be made, each with the shipments that it is about, by their indices.
    package var requests: [(request: UpdateRequest, shipments: [Int])] = []
    package var findings = UpdateFindings()

    package var manual: [Int: RecordIssue] { findings.manual }
    package var warnings: [(shipment: Int, issue: RecordIssue)] { findings.warnings }
}

extension UpdateEncoder {
    /// Encodes some shipments and holds the calls.
    package func encode(_ shipments: [OrderShipment], store: StoreSettings) -> EncodedUpdates {
        var updates = EncodedUpdates()
        updates.findings = encode(shipments, store: store) { updates.requests.append(($0, $1)) }
        return updates
    }
}
