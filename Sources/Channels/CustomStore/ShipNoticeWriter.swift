import Orders
import WireFormats

/// Composes one notice element by element, and keeps what had to be cut and what could not be said.
struct ShipNoticeWriter: ~Copyable {
    private var output = ByteOutput()
    private var path: [String] = []
    private let position: SourcePosition
    private(set) var warnings: [RecordIssue] = []
    /// Why the notice must not be sent.
    private(set) var obstacle: RecordIssue?

    /// Starts a notice.
    /// - Parameter position: The label's place in its file, for messages.
    init(position: SourcePosition) {
        self.position = position
        output.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    }

    var body: [UInt8] { output.array }

    // MARK: - Elements

    mutating func open(_ name: String) {
        indent()
        output.append(text: "<\(name)>\n")
        path.append(name)
    }

    mutating func close(_ name: String) {
        path.removeLast()
        indent()
        output.append(text: "</\(name)>\n")
    }

    /// A number, a date or a word of ours, which need no escaping.
    mutating func plain(_ name: String, _ value: String) {
        indent()
        output.append(text: "<\(name)>\(value)</\(name)>\n")
    }

    /// Free text, cut where it is longer than the format allows.
    mutating func text(_ name: String, _ value: String?, limit: Int) {
        let value = value ?? ""
        let cut = value.cut(to: limit)
        if cut.utf8.count < value.utf8.count {
            warn(.textTruncated, name, "longer than the \(limit) characters that ShipNotice allows; the rest is cut")
        }
        indent()
        output.append(text: "<\(name)>")
        if output.append(cdata: cut) > 0 {
            warn(.controlCharacterDropped, name, "control characters that XML forbids were dropped")
        }
        output.append(text: "</\(name)>\n")
    }

    /// A text that stands for something: cut, it would stand for something else.
    mutating func id(_ name: String, _ value: String, limit: Int) {
        if value.unicodeScalars.count > limit {
            stop(.idTooLong, name, value, "longer than the \(limit) characters that ShipNotice allows")
        }
        text(name, value, limit: .max)
    }

    /// An amount with two digits behind the point, half a cent going to the even one.
    mutating func cost(_ name: String, _ amount: Money?) {
        guard let amount else { return plain(name, "") }
        let cents = amount.rounded(toFractionDigits: 2)
        if cents != amount {
            warn(.costRounded, name, "\(amount.text()) is written as \(cents.text(minimumFractionDigits: 2))")
        }
        if cents >= ShipNoticeLimit.cost || cents <= -ShipNoticeLimit.cost {
            stop(.costNotExpressible, name, amount.text(), "ShipNotice has nine digits for the cost, two of them cents")
        }
        plain(name, cents.text(minimumFractionDigits: 2))
    }

    /// A whole number of pieces.
    mutating func quantity(_ name: String, _ quantity: Quantity) {
        if !quantity.isWhole || !ShipNoticeLimit.quantities.contains(quantity) {
            stop(.quantityNotExpressible, name, quantity.text(), "ShipNotice counts whole pieces from 1 to 99999")
        }
        plain(name, quantity.text())
    }

    // MARK: - Findings

    private func place(of name: String) -> String { (path + [name]).joined(separator: "/") }

    private mutating func warn(_ code: IssueCode, _ name: String, _ message: String) {
        warnings.append(RecordIssue(code, field: place(of: name), at: position, message))
    }

    private mutating func stop(_ code: IssueCode, _ name: String, _ value: String, _ message: String) {
        guard obstacle == nil else { return }
        obstacle = RecordIssue(
            code, field: place(of: name), value: value, at: position, message + "; tell the shop by hand")
    }

    private mutating func indent() {
        for _ in path { output.append("  ") }
    }
}

extension String {
    /// The text without what is behind the given number of Unicode scalars, cut between characters as people see them.
    func cut(to limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        var length = 0
        var end = startIndex
        for index in indices {
            length += self[index].unicodeScalars.count
            if length > limit { break }
            end = self.index(after: index)
        }
        // One character of more scalars than the limit cannot stay whole.
        return end > startIndex ? String(self[..<end]) : String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
    }
}

extension Decimal4 {
    /// The number with fewer digits behind the point, half of the last one going to the even one.
    fileprivate func rounded(toFractionDigits digits: Int) -> Decimal4 {
        let unit = (digits..<4).reduce(Int64(1)) { unit, _ in unit * 10 }
        let (quotient, remainder) = ticks.quotientAndRemainder(dividingBy: unit)
        let twice = remainder.magnitude * 2
        let isAway = twice > unit.magnitude || (twice == unit.magnitude && quotient % 2 != 0)
        return Decimal4(ticks: (quotient + (isAway ? ticks.signum() : 0)) * unit)
    }
}
