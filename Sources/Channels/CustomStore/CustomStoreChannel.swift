import Orders
import WireFormats

/// Anything that speaks ShipStation Custom Store XML: WooCommerce, Magento, Craft, nopCommerce, Spree and others.
///
/// Format: [D] ShipStation Custom Store Development Guide; deviations of the real exporters: [C] shipstation-formats §1.5.
package struct CustomStoreChannel: Channel {
    package init() {}

    package var id: String { "custom-store" }
    package var title: String { "Custom Store" }
    package var orderFormats: [OrderFormat] { [.customStoreXML] }
    package var statusMatching: StatusTable.Matching { .exact }
    package var selectors: [String] { [] }

    /// The words of the well-known exporters [C: shipstation-formats §3.2].
    package var defaultStatuses: StatusTable {
        StatusTable(
            matching: .caseInsensitive,
            [
                (.status(.awaitingPayment), ["unpaid", "pending", "awaiting_payment"]),
                (.status(.awaitingShipment), ["paid", "processing", "awaiting_shipment", "unshipped"]),
                (.status(.shipped), ["shipped", "complete", "completed"]),
                (.status(.cancelled), ["cancelled", "canceled", "refunded"]),
                (.status(.onHold), ["on_hold", "on-hold", "holded"]),
            ])
    }

    package var updateFeatures: [Feature: Support] { .shipNotice }

    package func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder {
        CustomStoreOrderDecoder(store: store, defaultStatuses: defaultStatuses)
    }

    package var updates: any UpdateEncoder { ShipNoticeEncoder() }
}

extension OrderFormat {
    /// The format that ShipStation's Custom Store connection reads.
    package static var customStoreXML: OrderFormat {
        OrderFormat(
            name: "Custom Store XML", wire: .xml, shape: .customStore,
            features: Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, .yes) }), recordsStandAlone: true)
    }
}

extension [Feature: Support] {
    /// A ShipNotice has a place for everything.
    static var shipNotice: [Feature: Support] {
        Dictionary(uniqueKeysWithValues: Feature.ofUpdates.map { ($0, .yes) })
    }
}
