import Orders
import WireFormats

extension Label {
    /// Whether nothing can be done with the label without its order: one that is not to be announced is known by its parcel.
    var needsOrder: Bool {
        (status == .completed && !isReturnLabel) || (trackingNumber == nil && shipmentId == nil)
    }
}

/// What the APIs that buy labels from many carriers have in common.
extension LabelDecoding {
    /// A text without looking whether it is given twice, for one that is also read elsewhere.
    func word(_ slot: Slot) -> String { record.string(field(slot)) }

    /// The currency of the label's costs: that of the account when none is named.
    mutating func currency(_ slot: Slot) -> Currency? {
        has(slot) ? currencyIfNamed(slot) : settings.currency
    }

    /// Notes a void that did not happen, with a warning.
    mutating func refusedRefund(_ slot: Slot, of label: inout Label) {
        label.isRefundRefused = true
        warn(
            .refundRefused, slot,
            "the carrier did not take the label back: it is valid; if it was read as void before, a person is told")
    }
}
