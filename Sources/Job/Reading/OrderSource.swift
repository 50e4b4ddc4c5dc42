import Channels
import WireFormats

/// What is known of a file of orders before its first record is read.
struct OrderSource: Sendable {
    let channel: any Channel
    let store: StoreSettings
    let format: OrderFormat
    /// The local name of an XML document's root element; `nil` for other formats.
    let rootName: String?
    let limits: ReadLimits
    /// Where it could be cut for several to read; `nil` when it must be read as one.
    let seams: XMLSeams?

    /// Looks at the beginning of a file of a store, which says which of the channel's formats it has.
    /// - Throws: `WireError` when it has none of them, or cannot be read.
    init(
        of input: inout ByteInput, channel: any Channel, store: StoreSettings, limits: ReadLimits
    ) throws(WireError) {
        let firstBytes = try input.peek(4096)
        let head = OrderFileHead(firstBytes: firstBytes.span)
        guard let format = channel.orderFormat(of: head) else {
            let known = channel.orderFormats.map(\.name).joined(separator: " or ")
            throw WireError(.notAnExport, at: SourcePosition(line: 1, column: 1), "this is not \(known)")
        }
        self.channel = channel
        self.store = store
        self.format = format
        self.limits = limits
        rootName = head.rootName
        let isCuttable = format.wire == .xml && format.recordsStandAlone
        seams = isCuttable ? XMLSeams(firstBytes: firstBytes, shape: format.shape) : nil
    }
}
