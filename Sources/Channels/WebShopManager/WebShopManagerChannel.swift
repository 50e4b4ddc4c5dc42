import Orders
import WireFormats

/// Web Shop Manager, a storefront for car parts, connected through ShipStation's Custom Store tile [D, S].
///
/// Its order export is Custom Store XML at `/api/shipstation` [D: help.webshopmanager.com/shipstation-integration]. Fitment
/// (year, make, model, submodel, trim, engine) comes as item options; no captured order shows it [I: channels.md §5.3].
/// The columns of its CSV are ours [I]. It had a ShipWorks connection too, whose feed is that of osCommerce shops [C].
package struct WebShopManagerChannel: Channel {
    package init() {}

    package var id: String { "web-shop-manager" }
    package var title: String { "Web Shop Manager" }
    package var orderFormats: [OrderFormat] { Self.formats }
    package var statusMatching: StatusTable.Matching { .exact }
    package var selectors: [String] { [] }

    /// The nine predefined statuses [D: receiving and processing an order]; which state each means is ours [I], since
    /// the recommended mapping is lost.
    ///
    /// `Orders in Progress` are abandoned carts [D].
    package var defaultStatuses: StatusTable {
        StatusTable(
            matching: .caseInsensitive,
            [
                (.status(.awaitingShipment), ["New", "Processing", "Ready to Ship"]),
                (.status(.shipped), ["Shipped", "Complete"]),
                (.status(.cancelled), ["Canceled", "Return"]),
                (.status(.onHold), ["Held", "Backorder"]),
                (.exclude, ["Orders in Progress"]),
            ])
    }

    package var statusesAreInferred: Bool { true }

    package var updateFeatures: [Feature: Support] { .shipNotice }

    package func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder {
        if format.shape.rootNames == RecordShape.shipWorksFeed.rootNames {
            return ShipWorksFeedDecoder(store: store, defaultStatuses: defaultStatuses)
        }
        if format.wire == .csv {
            return OrderTableDecoder(store: store, format: format, defaultStatuses: defaultStatuses)
        }
        return CustomStoreOrderDecoder(store: store, defaultStatuses: defaultStatuses)
    }

    package var updates: any UpdateEncoder { ShipNoticeEncoder() }

    private static let formats = [
        OrderFormat.customStoreXML, .shipWorksFeed, .table("Web Shop Manager CSV", with: [.fitment]),
    ]
}
