/// What an order waits for, in ShipStation's words.
package enum OrderStatus: String, Hashable, Sendable, CaseIterable {
    case awaitingPayment = "awaiting_payment"
    case awaitingShipment = "awaiting_shipment"
    case pendingFulfillment = "pending_fulfillment"
    case shipped
    case onHold = "on_hold"
    case cancelled

    /// The word in our files.
    package var word: StaticString {
        switch self {
        case .awaitingPayment: "awaiting_payment"
        case .awaitingShipment: "awaiting_shipment"
        case .pendingFulfillment: "pending_fulfillment"
        case .shipped: "shipped"
        case .onHold: "on_hold"
        case .cancelled: "cancelled"
        }
    }
}
