import WireFormats

/// What a list answer says of itself beside its orders: how many there are in all, and which pages are around it.
///
/// Answers of several pages may stand in one file, so only at its end is known what it lacks.
struct AmeriCommercePages {
    private var orderCount = 0
    private var total: (count: Int, position: SourcePosition)?
    /// The pages that were named as the next one, and as the one before.
    private var nextCount = 0
    private var previousCount = 0
    private var nextAt = SourcePosition(line: 1, column: 1)

    mutating func noteOrder() { orderCount += 1 }

    /// Takes in `total_count`, `next_page` or `previous_page`; one that is null is no record.
    mutating func take(_ record: Record) -> DocumentMessage {
        let text = record.string(record.field(0))
        switch record.group(of: 0) {
        case AmeriCommerceGroup.totalCount:
            if let count = Int(text) { total = (count, record.position) }
            return total?.count == 0 ? .noOrders("total_count is 0") : .remark
        case AmeriCommerceGroup.nextPage where !text.isEmpty:
            nextCount += 1
            nextAt = record.position
        case AmeriCommerceGroup.previousPage where !text.isEmpty: previousCount += 1
        default: break
        }
        return .remark
    }

    /// That there should be orders and are none, and no other page that could have them.
    var failure: WireError? {
        guard let total, total.count > 0, orderCount == 0, nextCount + previousCount == 0 else { return nil }
        return WireError(
            .exportError, at: total.position, "total_count is \(total.count), but there are no orders in the answer")
    }

    var warnings: [RecordIssue] {
        if let total {
            guard orderCount < total.count else { return [] }
            return [
                RecordIssue(
                    .pageOfSeveral, field: "total_count", value: "\(total.count)", at: total.position,
                    "the file has \(orderCount) of \(total.count) orders; fetch the other pages, too")
            ]
        }
        guard nextCount > previousCount else { return [] }
        return [
            RecordIssue(
                .pageOfSeveral, field: "next_page", at: nextAt,
                "there is a next page; fetch it, and those behind it, too")
        ]
    }
}
