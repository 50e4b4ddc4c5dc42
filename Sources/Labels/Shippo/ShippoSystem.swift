package import Orders
package import WireFormats

/// Shippo's API: the transactions, which are its labels.
///
/// [D: docs.goshippo.com, transactions; C: goshippo/shippo-python-sdk].
package struct ShippoSystem: LabelSystem {
    package init() {}

    package var id: String { "shippo" }
    package var title: String { "Shippo API" }
    package var recognition: String {
        "JSON objects with `object_id`, `rate` and `tracking_number` or `label_url`, alone or in `results`"
    }
    package var wire: WireFormat { .json }
    package var shape: RecordShape { .shippo }
    /// Times come in UTC [D].
    package var timeZone: String { "UTC" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        for list in ["", "results/"] where head.hasMember(folded: list + "object_id") {
            let isLabel = ["tracking_number", "label_url"].contains { head.hasMember(folded: list + $0) }
            if isLabel && head.hasMember(folded: list + "rate") { return true }
        }
        // A page without a record has nothing but its envelope; that of karrio counts its records.
        return head.hasMember(folded: "results") && head.hasMember(folded: "next") && !head.hasMember(folded: "count")
            && !head.hasMember(folded: "results/id") && !head.hasMember(folded: "results/object_id")
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        ShippoDecoder(settings: settings, system: id)
    }

    /// Takes the number from a label that is its rate's only one.
    package func gathered(_ labels: [Label]) -> [Label] {
        var gathered = labels
        var firsts: [SameRate: Int] = [:]
        for (index, label) in labels.enumerated() {
            switch label.packageSequence {
            case 1:
                firsts[SameRate(label)] = index
                gathered[index].packageSequence = nil
            case 2: if let first = firsts[SameRate(label)] { gathered[first].packageSequence = 1 }
            default: break
            }
        }
        return gathered
    }
}

/// What the labels of one rate have in common.
private struct SameRate: Hashable {
    let orderNumber: String?
    let serviceCode: String?

    init(_ label: Label) {
        orderNumber = label.orderNumber
        serviceCode = label.serviceCode
    }
}
