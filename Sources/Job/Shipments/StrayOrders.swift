import Channels
import Labels
import WireFormats

/// Exports of orders that lie among labels.
enum StrayOrders {
    /// What such an export is called; `nil` for another file.
    ///
    /// An XML document is known by its root and JSON by the member that has its orders, a table by most of its columns.
    static func name(of head: LabelFileHead) -> String? {
        var names: [String] = []
        for channel in ChannelCatalog.all {
            for format in channel.orderFormats where isAlike(format, head) {
                let name = format.name.hasPrefix(channel.title) ? format.name : channel.title + " " + format.name
                // Channels share formats, and the first that has one has given it its name.
                if !names.contains(where: { name.hasSuffix($0) }) { names.append(name) }
            }
        }
        return names.isEmpty ? nil : names.joined(separator: " or ")
    }

    private static func isAlike(_ format: OrderFormat, _ head: LabelFileHead) -> Bool {
        guard format.wire == head.wire else { return false }
        switch format.wire {
        case .xml:
            // An envelope of a web service may hold anything.
            guard let root = head.root?.localName, root != "Envelope" else { return false }
            return format.shape.recordNames.contains(root)
        case .json: return format.shape.recordNames.contains { head.hasMember($0) }
        case .csv:
            return head.columnCount > 3
                && 2 * format.shape.columnNames.count { head.hasColumn($0) } > head.columnCount
        }
    }
}
