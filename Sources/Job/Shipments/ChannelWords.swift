import Channels
import Orders
import WireFormats

extension Announcer {
    /// Puts the accepted boxes of a store into the words of its channel.
    /// - Parameter take: Takes the calls in their order.
    mutating func encode<Failure: Error>(
        _ labels: [SeenLabel], of id: String, _ outcomes: inout [LabelOutcome],
        take: (UpdateCall) throws(Failure) -> Void
    ) throws(Failure) {
        guard let store = stores[id], let channel = ChannelCatalog.channel(store.channel) else { return }
        let directory = directory
        let boxes = outcomes.enumerated().compactMap { index, outcome -> (label: Int, box: OrderBox)? in
            guard case .announced(let box, _, _) = outcome, directory.store(of: box.order) == id else { return nil }
            return (index, box)
        }
        guard !boxes.isEmpty else { return }
        let shipments = boxes.lazy.map { directory.shipment(of: labels[$0.label].label, in: $0.box) }
        let findings = try channel.updates.encode(shipments, store: store.settings(at: today.seconds)) {
            (request, covered) throws(Failure) in
            try take(UpdateCall(request: request, keys: covered.map { shipments[$0].key }))
        }
        apply(findings, to: boxes.map(\.label), labels, &outcomes)
    }

    private mutating func apply(
        _ findings: UpdateFindings, to indices: [Int], _ labels: [SeenLabel], _ outcomes: inout [LabelOutcome]
    ) {
        for (covered, finding) in findings.warnings {
            var warning = finding
            warning.position = labels[indices[covered]].position
            guard case .announced(let box, let line, let warnings) = outcomes[indices[covered]] else { continue }
            outcomes[indices[covered]] = .announced(box, ledgerLine: line, warnings: warnings + [warning])
        }
        for (covered, finding) in findings.manual {
            var issue = finding
            issue.position = labels[indices[covered]].position
            guard case .announced(let box, let line, _) = outcomes[indices[covered]] else { continue }
            lines[line].fate = .manual
            ledger.add(lines[line])
            outcomes[indices[covered]] = .manual(box, issue)
        }
    }
}

extension OrderShipment {
    fileprivate var key: ShipmentKey {
        ShipmentKey(store: order.store, orderKey: order.orderKey, label: shipment.label)
    }
}
