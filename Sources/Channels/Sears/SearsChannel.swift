import Orders
import WireFormats

/// Sears Marketplace: purchase orders in, advance ship notices out.
///
/// Formats: [D] the XSDs and samples that Sears published for its seller API, [C] public clients: channels.md §1.
package struct SearsChannel: Channel {
    package init() {}

    package var id: String { "sears" }
    package var title: String { "Sears" }
    package var orderFormats: [OrderFormat] { [.searsPurchaseOrders, .searsTable] }
    package var statusMatching: StatusTable.Matching { .caseInsensitive }
    package var selectors: [String] { [] }
    /// A line's parts are listed with what became of each; those that have left are not to be shipped [D].
    package var listsOpenQuantities: Bool { true }
    /// All times of Sears are US Central, daylight saving time included [C].
    package var timeZone: String? { "America/Chicago" }
    /// Sellers must ship within 48 hours, so older orders are no work any more [S].
    package var window: Int? { 3 }

    /// The words of the portal and of the API, with what ShipStation takes them for [D: channels.md §1.5].
    package var defaultStatuses: StatusTable {
        StatusTable(
            matching: .caseInsensitive,
            [
                (.status(.awaitingPayment), ["Ready to Invoice"]),
                (
                    .status(.awaitingShipment),
                    ["New", "Open", "Overdue", "Processing", "Partially Shipped", "Partially Cancelled"]
                ),
                (.status(.shipped), ["Shipped", "Closed"]),
                (.status(.cancelled), ["Cancelled", "All Cancelled", "Returned"]),
            ])
    }

    package var updateFeatures: [Feature: Support] {
        var features = Dictionary(uniqueKeysWithValues: Feature.ofUpdates.map { ($0, Support.yes) })
        features[.carrierCost] = .notInFormat
        features[.notesToBuyer] = .notInFormat
        return features
    }

    package func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder {
        SearsOrderDecoder(store: store, defaultStatuses: defaultStatuses, isTable: format.wire == .csv)
    }

    package var updates: any UpdateEncoder { ShipmentFeedEncoder() }
}

extension OrderFormat {
    /// The answer to a query of purchase orders, of any version.
    static var searsPurchaseOrders: OrderFormat {
        OrderFormat(
            name: "Sears po-response XML", wire: .xml, shape: .searsPurchaseOrders, features: .ofPurchaseOrders(.yes),
            recordsStandAlone: true)
    }

    /// A table with the names of the elements as columns: ours, since those of Sears' own are not public [I].
    static var searsTable: OrderFormat {
        OrderFormat(name: "Sears CSV", wire: .csv, shape: .searsTable, features: .ofPurchaseOrders(.ours))
    }
}

extension [Feature: Support] {
    /// - Parameter support: What a feature is worth for which a purchase order has an element.
    fileprivate static func ofPurchaseOrders(_ support: Support) -> [Feature: Support] {
        let carried: Set<Feature> = [
            .statusMapping, .customerEmail, .customerPhone, .shippingMethod, .gift, .internalNotes,
        ]
        return Dictionary(
            uniqueKeysWithValues: Feature.ofImports.map { ($0, carried.contains($0) ? support : .notInFormat) })
    }
}
