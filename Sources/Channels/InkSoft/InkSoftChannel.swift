import Orders
import WireFormats

/// InkSoft: online stores of print shops, read through answers of its API2.
///
/// Format: [C] a client typed from InkSoft's API2 documentation; what is ours is marked [I].
package struct InkSoftChannel: Channel {
    package init() {}

    package var id: String { "inksoft" }
    package var title: String { "InkSoft" }
    package var orderFormats: [OrderFormat] { Self.formats }
    /// InkSoft's own feed is no XML at all when no order is pending [S].
    package var emptyFileMeansNoOrders: Bool { true }
    package var statusesAreInferred: Bool { true }
    package var statusMatching: StatusTable.Matching { .caseInsensitive }
    package var selectors: [String] { [] }
    package var cardDataNames: [String] { ["CardType", "CardLast4", "Payments"] }

    /// InkSoft's words [C]; what they mean for a parcel is ours [I].
    package var defaultStatuses: StatusTable {
        StatusTable(
            matching: .caseInsensitive,
            [
                (.status(.awaitingPayment), ["NotPaid", "PartiallyPaid", "ApprovalRequired", "Unauthorized"]),
                (.status(.awaitingShipment), ["Processing"]),
                (.status(.shipped), ["Shipped", "Fulfilled"]),
                (.status(.cancelled), ["Canceled", "Refunded"]),
            ])
    }

    package var updateFeatures: [Feature: Support] {
        var features = Dictionary(uniqueKeysWithValues: Feature.ofUpdates.map { ($0, Support.notInFormat) })
        features[.statusUpdate] = .yes
        features[.trackingNumber] = .yes
        return features
    }

    package func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder {
        if format.wire == .csv {
            return OrderTableDecoder(store: store, format: format, defaultStatuses: defaultStatuses) { decoding, _ in
                decoding.excludeInkSoftPickup(in: decoding.record(column: .shippingMethod), "Shipping Method")
            }
        }
        return InkSoftOrderDecoder(store: store, defaultStatuses: defaultStatuses, wire: format.wire)
    }

    package var updates: any UpdateEncoder { InkSoftUpdateEncoder() }

    private static let formats = [
        OrderFormat(name: "API2 JSON", wire: .json, shape: .inkSoftJSON, features: features),
        OrderFormat(name: "API2 XML", wire: .xml, shape: .inkSoftXML, features: features),
        .table("InkSoft CSV", with: [.print]),
    ]

    private static let features: [Feature: Support] = {
        var features = Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, Support.yes) })
        features[.internalNotes] = .ours
        // Only lines that the shop typed itself have a weight, without a unit.
        features[.orderWeight] = .ours
        features[.itemWeight] = .ours
        features[.stockLocation] = .notInFormat
        return features
    }()
}
