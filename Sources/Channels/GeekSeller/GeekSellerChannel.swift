import Orders
import WireFormats

/// GeekSeller, which gathers the orders of many marketplaces and knows from which fulfilment node each must ship.
///
/// It connects with an "XML user name and password", which is Custom Store's vocabulary [S], so its feed is read as Custom
/// Store XML [I]. Marketplace, node and marketplace order id have no documented place; ours are `Source`, `CustomField1`
/// (or `RequestedWarehouse`) and `CustomField2` [I: channels.md §4.2].
package struct GeekSellerChannel: Channel {
    package init() {}

    package var id: String { "geekseller" }
    package var title: String { "GeekSeller" }
    package var orderFormats: [OrderFormat] { [.customStoreXML] }
    package var statusMatching: StatusTable.Matching { .exact }
    package var selectors: [String] { ["marketplace", "node"] }

    /// GeekSeller's own words [D: its WooCommerce mapping page], with the shipped words of its marketplaces [C].
    package var defaultStatuses: StatusTable {
        StatusTable(
            matching: .caseInsensitive,
            [
                (.status(.awaitingShipment), ["Open"]),
                (.status(.onHold), ["In Progress"]),
                (.status(.shipped), ["Completed", "Complete", "Shipped"]),
                (.status(.cancelled), ["Canceled"]),
            ])
    }

    package var updateFeatures: [Feature: Support] { .shipNotice }

    package func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder {
        let select = store.select
        return CustomStoreOrderDecoder(store: store, defaultStatuses: defaultStatuses) { decoding, order in
            Self.addMarketplace(&decoding, &order)
            for name in ["marketplace", "node"] {
                guard let wanted = select[name] else { continue }
                Self.select(name, wanted, &decoding, order)
            }
        }
    }

    package var updates: any UpdateEncoder { ShipNoticeEncoder() }

    private static func addMarketplace(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        let warehouse = record(.requestedWarehouse)
        let node = record(.customField1).isEmpty ? warehouse : record(.customField1)
        for (name, field) in [("marketplace", record(.source)), ("node", node)] where !field.isEmpty {
            order.channelData.append(ChannelDatum(name: name, value: Text(field)))
        }
        if !record(.customField2).isEmpty {
            order.channelData.append(
                ChannelDatum(name: "marketplaceOrderId", value: Text(record(.customField2))))
        }
    }

    private static func select(
        _ name: String, _ wanted: Set<String>, _ decoding: inout FieldDecoding, _ order: Order
    ) {
        let found = order.channelData.first { $0.name == name }?.value ?? .absent
        let value = decoding.record.string(at: found.offset, count: found.count)
        guard !wanted.contains(value) else { return }
        decoding.findings.exclude(
            RecordIssue(
                .notSelected, field: name, value: value, at: decoding.record.position,
                "the store's select takes other values of \(name)"))
    }
}
