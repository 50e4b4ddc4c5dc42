import Orders
import WireFormats

/// AmeriCommerce, now Cart.com Storefront.
///
/// Formats: the REST model [D: AmeriCommerce/rest-api] and the older SOAP model [D: AmeriCommerce/soap-api-csharp]. Both have
/// addresses, customer and status by ids only; how an export brings them along is ours [I: channels.md §2.3].
package struct AmeriCommerceChannel: Channel {
    package init() {}

    package var id: String { "americommerce" }
    package var title: String { "AmeriCommerce" }
    package var orderFormats: [OrderFormat] { [Self.json, Self.soap, Self.csv] }
    package var statusMatching: StatusTable.Matching { .withoutCommas }
    package var selectors: [String] { [] }
    package var setsStatusByNumber: Bool { true }
    package var cardDataNames: [String] {
        [
            "card_type", "card_number", "cardholder_name", "card_expiration_month", "card_expiration_year", "last_four",
            "cvv", "ccname", "ccnum", "ccexpmonth", "ccexpyear", "cccvv",
            // Of a payment; nothing else of an order has these names.
            "payment_number", "number", "expiration",
        ]
    }

    /// The first statuses of every shop [C: channels.md §2.4]; what each means here is ours [I], but for the approved ones
    /// and those that wait for a payment [D: ShippingEasy].
    package var defaultStatuses: StatusTable {
        StatusTable(
            matching: .withoutCommas,
            [
                (.status(.awaitingPayment), ["Pending Processing", "Awaiting Payment"]),
                (.status(.awaitingShipment), ["Approved, Pending Shipping"]),
                (.status(.shipped), ["Shipped"]),
                (.status(.cancelled), ["Credit Declined", "Cancel Order"]),
                (.exclude, ["Quote - Open", "Quote - Accepted", "Quote - Declined"]),
            ])
    }

    package var updateFeatures: [Feature: Support] {
        Dictionary(uniqueKeysWithValues: Feature.ofUpdates.map { ($0, .yes) })
    }

    package func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder {
        AmeriCommerceOrderDecoder(store: store, defaultStatuses: defaultStatuses, wire: format.wire)
    }

    package var updates: any UpdateEncoder { AmeriCommerceUpdateEncoder() }

    private static let json: OrderFormat = {
        var features = Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, Support.yes) })
        // The model has the customer and the addresses by their ids only.
        features[.customerEmail] = .ours
        features[.customerPhone] = .ours
        features[.itemImage] = .ours
        features[.stockLocation] = .ours
        return OrderFormat(name: "REST JSON", wire: .json, shape: .americommerceJSON, features: features)
    }()

    /// No public list of columns exists, so that all of it is ours.
    private static let csv = OrderFormat(
        name: "CSV", wire: .csv, shape: .americommerceCSV,
        features: Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, Support.ours) }))

    private static let soap: OrderFormat = {
        var features = Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, Support.yes) })
        features[.customerEmail] = .ours
        features[.customerPhone] = .ours
        features[.stockLocation] = .notInFormat
        return OrderFormat(name: "SOAP XML", wire: .xml, shape: .americommerceSOAP, features: features)
    }()
}
