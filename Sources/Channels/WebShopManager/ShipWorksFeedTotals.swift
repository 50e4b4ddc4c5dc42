import Orders
import WireFormats

/// The totals of an order, each with the name of the osCommerce module that computed it.
extension ShipWorksFeedDecoder {
    /// Total, tax and shipping by their classes; reductions become discounts, and what else there is stands in
    /// `channelData` under its class.
    func totals(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        let isListed = order.addDiscountsOfAdjustments()
        if !isListed {
            decoding.findings.warn(
                RecordIssue(
                    .discountInexact, field: ShipWorksFeed.ItemField.unitPrice.path, at: record.position,
                    "price times quantity of a discount has more than four decimals; there is no discountAmount"))
        }
        var total = Field.absent
        var reductions = Money.zero
        var fees = Money.zero
        for instance in 1..<max(1, record.instanceCount)
        where record.group(of: instance) == ShipWorksFeed.GroupID.total {
            let value = record.field(ShipWorksFeed.TotalField.value.rawValue, of: instance)
            guard let amount = decoding.money(value, "Totals/Total/Value") else { continue }
            let kind = record.string(record.field(ShipWorksFeed.TotalField.totalClass.rawValue, of: instance))
            switch kind {
            case "ot_total": (order.orderTotal, total) = (amount, value)
            case "ot_subtotal": break
            // A shop may have several taxes.
            case "ot_tax": order.taxAmount = (order.taxAmount ?? .zero).adding(amount)
            case "ot_shipping": order.shippingAmount = (order.shippingAmount ?? .zero).adding(amount)
            default:
                if amount < .zero || Self.reductions.contains(kind) {
                    let size = amount < .zero ? -amount : amount
                    reductions = reductions.adding(size) ?? reductions
                    addDiscount(size, kind, instance, &decoding, &order)
                } else if amount > .zero, !kind.isEmpty {
                    fees = fees.adding(amount) ?? fees
                    order.channelData.append(ChannelDatum(name: kind, value: Text(value)))
                }
            }
        }
        if reductions > .zero, isListed {
            order.discountAmount = (order.discountAmount ?? .zero).adding(reductions)
        }
        decoding.checkTotal(
            of: order, total, "Totals/Total/Value", others: [fees, -reductions])
    }

    /// Modules that write what they take off without a sign [I].
    private static let reductions: Set<String> = [
        "ot_coupon", "ot_discount_coupon", "ot_gv", "ot_group_pricing", "ot_customer_discount",
    ]

    private func addDiscount(
        _ amount: Money, _ kind: String, _ instance: Int, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        guard amount > .zero else { return }
        let name = decoding.record.field(ShipWorksFeed.TotalField.name.rawValue, of: instance)
        var discount = Discount(amount: amount)
        discount.code = Text(decoding.record.append(kind))
        discount.description = decoding.text(name, "Totals/Total/Name")
        order.discounts.append(discount)
    }
}
