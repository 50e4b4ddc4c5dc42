import Orders
import WireFormats

/// GeekSeller, which gathers the orders of many marketplaces and knows from which fulfilment node each must ship.
///
/// It connects with an "XML user name and password", which is Custom Store's vocabulary [S], so its feed is read as Custom
/// Store XML [I]. Marketplace, node and marketplace order id have no documented place; ours are `Source`, `CustomField1`
/// (or `RequestedWarehouse`) and `CustomField2` [I: channels.md §4.2]. Its CSV files have columns that each seller chooses
/// [D]; those read here are ours [I].
package struct GeekSellerChannel: Channel {
    package init() {}

    package var id: String { "geekseller" }
    package var title: String { "GeekSeller" }
    package var orderFormats: [OrderFormat] { Self.formats }
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
        let select = store.select.mapValues { Set($0.map { $0.lowercased() }) }
        if format.wire == .csv {
            return OrderTableDecoder(store: store, format: format, defaultStatuses: defaultStatuses) {
                decoding, order in
                let record = decoding.record
                order.source = Text(record(column: .marketplace))
                Self.add(
                    record(column: .marketplace), record(column: .node), record(column: .marketplaceOrderId), to: &order
                )
                Self.select(by: select, &decoding, order)
            }
        }
        return CustomStoreOrderDecoder(store: store, defaultStatuses: defaultStatuses) { decoding, order in
            let record = decoding.record
            let warehouse = record(.requestedWarehouse)
            let node = record(.customField1).isEmpty ? warehouse : record(.customField1)
            Self.add(record(.source), node, record(.customField2), to: &order)
            Self.select(by: select, &decoding, order)
        }
    }

    package var updates: any UpdateEncoder { ShipNoticeEncoder() }

    private static let formats = [OrderFormat.customStoreXML, .table("GeekSeller CSV", with: [.marketplace])]

    private static func add(_ marketplace: Field, _ node: Field, _ marketplaceOrderId: Field, to order: inout Order) {
        let data = [("marketplace", marketplace), ("node", node), ("marketplaceOrderId", marketplaceOrderId)]
        for (name, field) in data where !field.isEmpty {
            order.channelData.append(ChannelDatum(name: name, value: Text(field)))
        }
    }

    private static func select(by select: [String: Set<String>], _ decoding: inout FieldDecoding, _ order: Order) {
        for name in ["marketplace", "node"] {
            guard let wanted = select[name] else { continue }
            let found = order.channelData.first { $0.name == name }?.value ?? .absent
            let value = decoding.record.string(at: found.offset, count: found.count)
            guard !wanted.contains(value.lowercased()) else { continue }
            decoding.findings.exclude(
                RecordIssue(
                    .notSelected, field: name, value: value, at: decoding.record.position,
                    "the store's select takes other values of \(name)"))
        }
    }
}
