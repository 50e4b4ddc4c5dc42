import Orders
import WireFormats

/// What one input has to say about one box, for its ledger entry.
struct ShipmentLedgerLine: Hashable {
    /// What became of the box.
    enum Fate: String {
        /// The channel is told.
        case announced
        /// A person is told.
        case manual
        /// A person is told that a box was taken back of which the shop may know.
        case voided
        /// The box was taken back before anybody was told of it.
        ///
        /// Where its order was not known, the key is what the label said of it, perhaps nothing.
        case withdrawn
        /// Its label has waited for its order in vain; the key is what it said of it.
        case givenUp = "given-up"
    }

    var fate: Fate
    var key: ShipmentKey
    /// The order's number, where it is another text than its key.
    var orderNumber: String?
    /// The label's id, where the parcel is a tracking number.
    var label: LabelID?
    /// Whether the order was found by a number without its split suffix.
    var isBySuffix = false
    /// What is in the box, as the ledger knows it; `nil` when it is not known.
    var items: [BoxItem]?

    init(fate: Fate, key: ShipmentKey, orderNumber: String, label: LabelID?, isBySuffix: Bool = false) {
        self.fate = fate
        self.key = key
        self.orderNumber = orderNumber == key.orderKey ? nil : orderNumber
        self.label = label
        self.isBySuffix = isBySuffix
    }

    /// What is known of a label without its order.
    init(fate: Fate, of label: Label) {
        let words = OrderWords(of: label)
        let key = ShipmentKey(store: words.store, orderKey: words.key, label: label)
        self.init(fate: fate, key: key, orderNumber: words.number, label: label.idBesideParcel)
    }

    /// The line of a box that is announced with some items.
    func announced(_ items: [BoxItem]?) -> ShipmentLedgerLine {
        var line = self
        (line.fate, line.items) = (.announced, items?.map(\.named))
        return line
    }

    /// What it says of the order.
    var words: OrderWords {
        OrderWords(store: key.store, key: key.orderKey, number: orderNumber ?? key.orderKey)
    }

    /// The fate, the key, what else is known of the label, then `unknown`, or `items` and for each its name and its
    /// quantity.
    var fields: [String] {
        var fields = [fate.rawValue, key.store, key.orderKey, key.parcel]
        if let label { fields.append(Self.labelMark + label.text) }
        if let orderNumber { fields.append(Self.numberMark + orderNumber) }
        if isBySuffix { fields.append(Self.suffixMark) }
        guard let items else { return fields + ["unknown"] }
        return fields + ["items"] + items.flatMap { [$0.ledgerName, $0.quantity.text()] }
    }

    /// In front of a label's id, which is the first of what is known besides the key.
    static let labelMark = "label:"
    private static let numberMark = "number:"
    private static let suffixMark = "by-suffix"
}

extension ShipmentLedgerLine {
    init?(_ line: borrowing TabbedLineReader) {
        guard line.fieldCount >= 5, let fate = Fate(rawValue: line.text(0)) else { return nil }
        let key = ShipmentKey(store: line.text(1), orderKey: line.text(2), parcel: line.text(3))
        self.fate = fate
        self.key = key
        // So it was written of what was taken back before anybody knew its order.
        if fate == .voided, key.store.isEmpty, key.orderKey.isEmpty { self.fate = .withdrawn }
        for field in 4..<line.fieldCount {
            let text = line.text(field)
            if let label = Self.value(of: text, behind: Self.labelMark) {
                guard let colon = label.firstIndex(of: ":") else { return nil }
                self.label = LabelID(
                    system: String(label[..<colon]), id: String(label[label.index(after: colon)...]))
            } else if let number = Self.value(of: text, behind: Self.numberMark) {
                orderNumber = number
            } else if text == Self.suffixMark {
                isBySuffix = true
            } else {
                guard takeItems(line, after: field, text) else { return nil }
                return
            }
        }
        return nil
    }

    private static func value(of text: String, behind mark: String) -> String? {
        text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : nil
    }

    /// Takes the end of the line.
    /// - Returns: Whether it could be understood.
    private mutating func takeItems(_ line: borrowing TabbedLineReader, after start: Int, _ word: String) -> Bool {
        let rest = line.fieldCount - start - 1
        if word == "unknown" { return rest == 0 }
        guard word == "items", rest.isMultiple(of: 2) else { return false }
        var items: [BoxItem] = []
        for field in stride(from: start + 1, to: line.fieldCount, by: 2) {
            guard let quantity = try? Quantity(text: line.bytes(field + 1)),
                let item = BoxItem(ledgerName: line.text(field), quantity: quantity)
            else { return false }
            items.append(item)
        }
        self.items = items
        return true
    }
}

extension BoxItem {
    /// The item by what tells an order's line from its others in every export: its key, else its SKU, else its name.
    ///
    /// Its place does not: the next export may have other lines.
    fileprivate var named: BoxItem {
        if let lineItemKey, !lineItemKey.isEmpty { return BoxItem(lineItemKey: lineItemKey, quantity: quantity) }
        if let sku, !sku.isEmpty { return BoxItem(sku: sku, quantity: quantity) }
        return BoxItem(name: name, quantity: quantity)
    }

    /// The only name that a `named` item has.
    fileprivate var ledgerName: String {
        if let lineItemKey { return "key:" + lineItemKey }
        if let sku { return "sku:" + sku }
        return "name:" + (name ?? "")
    }

    fileprivate init?(ledgerName: String, quantity: Quantity) {
        self.init(quantity: quantity)
        let text = String(ledgerName.drop(while: { $0 != ":" }).dropFirst())
        switch ledgerName.prefix(while: { $0 != ":" }) {
        case "key": lineItemKey = text
        case "sku": sku = text
        case "name": name = text
        default: return nil
        }
    }
}
