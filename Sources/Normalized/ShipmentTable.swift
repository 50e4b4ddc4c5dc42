import Orders
import WireFormats

/// Renders shipments as a table, one row for each box.
///
/// Columns are the JSON's names, flattened with a dot. What is in the box stands in one column as `TEA-1=2; CUP-3=1`: the
/// SKU, or the line's key or the name where there is none, with `\`, `;` and `=` escaped by a backslash. It is empty for
/// a box of which the contents are not known.
struct ShipmentTable: ~Copyable {
    var output: ByteOutput
    private let style: CSVStyle

    static let columns = [
        "shipmentId", "orderKey", "orderNumber", "createDate", "shipDate", "shipmentCost", "insuranceCost",
        "trackingNumber", "isReturnLabel", "carrierCode", "serviceCode", "packageCode", "voided", "voidDate",
        "weight.value", "weight.units", "shipmentItems", "labelSystem", "store", "status", "currency", "carrier",
        "service", "packageSequence", "trackingUrl", "notesToCustomer", "notifyCustomer", "source.file",
        "source.record", "source.line",
    ]

    init(output: consuming ByteOutput, style: CSVStyle) {
        self.output = output
        self.style = style
    }

    mutating func writeHeader() {
        if style.byteOrderMark { output.append("\u{FEFF}") }
        output.append(text: Self.columns.joined(separator: ","))
        output.append(style.carriageReturns ? "\r\n" : "\n")
    }

    mutating func append(_ row: ShipmentRow) {
        shipmentColumns(row)
        ourColumns(row)
        output.append(style.carriageReturns ? "\r\n" : "\n")
    }

    private mutating func shipmentColumns(_ row: ShipmentRow) {
        let label = row.label
        output.append(csvField: label.shipmentId ?? "", formulaSafe: style.formulaSafe)
        column(row.orderKey)
        column(row.orderNumber)
        column(label.createDate)
        column(label.shipDate)
        column(label.shipmentCost, row.fractionDigits)
        column(label.insuranceCost, row.fractionDigits)
        column(label.trackingNumber)
        column(label.isReturnLabel)
        column(label.carrierCode)
        column(label.serviceCode)
        column(label.packageCode)
        column(row.isVoided)
        column(label.voidDate)
        column(label.weight)
        column(row.items)
    }

    private mutating func ourColumns(_ row: ShipmentRow) {
        let label = row.label
        column(label.labelSystem)
        column(row.store)
        column(label.status.rawValue)
        column(label.currency?.code)
        column(label.carrier?.rawValue)
        column(label.service)
        column(label.packageSequence)
        column(label.trackingUrl)
        column(label.notesToCustomer)
        column(label.notifyCustomer)
        column(label.source.file)
        column(label.source.record)
        column(label.source.line)
    }

    // MARK: - Columns

    private mutating func column(_ text: String?) {
        output.append(",")
        if let text { output.append(csvField: text, formulaSafe: style.formulaSafe) }
    }

    private mutating func column(_ date: Timestamp?) {
        output.append(",")
        if let date { output.append(date) }
    }

    private mutating func column(_ amount: Decimal4?, _ digits: Int) {
        output.append(",")
        if let amount { output.append(tenThousandths: amount.ticks, minimumFractionDigits: digits) }
    }

    private mutating func column(_ number: Int?) {
        output.append(",")
        if let number { output.append(integer: Int64(number)) }
    }

    private mutating func column(_ flag: Bool?) {
        output.append(",")
        if let flag { output.append(flag ? "true" : "false") }
    }

    private mutating func column(_ weight: Weight?) {
        output.append(",")
        guard let milligrams = weight?.milligrams else { return output.append(",") }
        output.append(thousandths: milligrams)
        output.append(",grams")
    }

    private mutating func column(_ items: [BoxItem]?) {
        output.append(",")
        guard let items else { return }
        var list = ByteOutput()
        for (index, item) in items.enumerated() {
            if index > 0 { list.append("; ") }
            let name = Array((item.sku ?? item.lineItemKey ?? item.name ?? "").utf8)
            list.append(listText: name.span)
            list.append("=")
            list.append(tenThousandths: item.quantity.ticks, minimumFractionDigits: 0)
        }
        list.append(asCSVFieldTo: &output, formulaSafe: style.formulaSafe)
    }
}
