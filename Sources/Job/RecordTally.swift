package import Orders
import WireFormats

/// What is told of the records of one input, besides how many there were.
package struct RecordTally: Hashable, Sendable {
    /// How often each code occurred.
    package private(set) var codes: [String: Int] = [:]
    /// Of these, why records were rejected.
    package private(set) var rejectCodes: [String: Int] = [:]
    /// Of these, why orders were excluded or labels wait: nothing is wrong with the file.
    package private(set) var noteCodes: [String: Int] = [:]
    /// The labels that were announced, by store.
    package var announced: [String: Int] = [:]
    private var statusCounts = [Int](repeating: 0, count: OrderStatus.allCases.count)
    /// The orders of each day; those of the last one are counted beside it, since most orders have the day of the one before.
    private var dayCounts: [Int64: Int] = [:]
    private var lastDay = Int64.min
    private var lastDayCount = 0

    package init() {}

    /// Counts a finding.
    mutating func count(_ severity: Finding.Severity, _ code: IssueCode) {
        codes[code.rawValue, default: 0] += 1
        switch severity {
        case .error: rejectCodes[code.rawValue, default: 0] += 1
        case .note: noteCodes[code.rawValue, default: 0] += 1
        case .warning: break
        }
    }

    /// Counts an order that was written.
    mutating func countWritten(_ status: OrderStatus, orderedAt moment: Timestamp?) {
        statusCounts[status.place] += 1
        guard let moment else { return }
        let day = moment.seconds >= 0 ? moment.seconds / 86400 : (moment.seconds - 86399) / 86400
        if day != lastDay {
            settleDay()
            lastDay = day
        }
        lastDayCount += 1
    }

    private mutating func settleDay() {
        if lastDayCount > 0 { dayCounts[lastDay, default: 0] += lastDayCount }
        lastDayCount = 0
    }

    /// The orders that were written, by status, those that did not occur left out.
    package var statuses: [(name: String, count: Int)] {
        OrderStatus.allCases.map { (name: $0.rawValue, count: statusCounts[$0.place]) }.filter { $0.count > 0 }
    }

    /// The orders that were written, by day in UTC, in the order of the days.
    package var days: [(day: Timestamp, count: Int)] {
        var settled = self
        settled.settleDay()
        return settled.dayCounts.sorted { $0.key < $1.key }
            .map { (day: Timestamp(seconds: $0.key * 86400, isDateOnly: true), count: $0.value) }
    }
}

// MARK: - As a list of counts

extension RecordTally {
    /// All counts of an input of orders with their names, for those who put them together again.
    var values: [(name: String, count: Int)] {
        func list(_ kind: String, _ counts: [String: Int]) -> [(name: String, count: Int)] {
            counts.sorted { $0.key < $1.key }.map { (name: "\(kind).\($0.key)", count: $0.value) }
        }
        var settled = self
        settled.settleDay()
        let days = Dictionary(uniqueKeysWithValues: settled.dayCounts.map { (String($0.key), $0.value) })
        return list("code", codes) + list("reject", rejectCodes) + list("note", noteCodes) + list("day", days)
            + statuses.map { (name: "status.\($0.name)", count: $0.count) }
    }

    /// Puts counts together again.
    init(values: [(name: String, count: Int)]) {
        for (name, count) in values {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "code": codes[parts[1]] = count
            case "reject": rejectCodes[parts[1]] = count
            case "note": noteCodes[parts[1]] = count
            case "day": if let day = Int64(parts[1]) { dayCounts[day] = count }
            default: if let status = OrderStatus(rawValue: parts[1]) { statusCounts[status.place] = count }
            }
        }
    }
}

extension OrderStatus {
    /// Its place among all, for a list of counts.
    fileprivate var place: Int {
        switch self {
        case .awaitingPayment: 0
        case .awaitingShipment: 1
        case .pendingFulfillment: 2
        case .shipped: 3
        case .onHold: 4
        case .cancelled: 5
        }
    }
}
