import Channels
import Orders
import WireFormats

extension JobReading {
    /// Reads one store.
    func store(_ id: String, _ node: JobFileNode, _ announcements: Announcements) -> StoreDefinition? {
        if !JobFileText.isSafeName(id) {
            node.fail("\(JobFileText.quoted(id)) cannot be a folder's name", "use letters, digits, '.', '_' and '-'")
        }
        // Archive, quarantine and rejects have folders of these names for label results.
        if ["labels", "pending"].contains(id) {
            node.fail("\(JobFileText.quoted(id)) is taken by the folders of label results", "choose another id")
        }
        let members = node.members(StoreKey.self)
        guard let channelNode = members[.channel] else {
            node.fail("the key channel is missing", "one of " + channelIDs.joined(separator: ", "))
            return nil
        }
        guard let name = channelNode.text, let channel = vocabulary.channels.first(where: { $0.id == name }) else {
            channelNode.fail(
                "there is no such channel",
                JobFileText.suggestion(
                    for: channelNode.node.scalar ?? "", among: channelIDs))
            return nil
        }
        var store = StoreDefinition(
            id: id, channel: name,
            announcements: self.announcements(members[.announce], members[.since], announcements))
        store.takeDefaults(of: channel, zone: vocabulary.timeZone)
        store.files = members[.files]?.patterns ?? store.files
        store.currency = members[.currency].flatMap(currency) ?? store.currency
        store.timeZone = members[.timeZone].flatMap(zone) ?? store.timeZone
        if members[.timeZone] == nil, let own = channel.timeZone, store.timeZone.name != own {
            channelNode.fail("this system does not have its time zone, \(own)", "see that tzdata is installed")
        }
        store.statuses = members[.statuses].map { statuses($0, channel.statusMatching) }
        store.unknownStatus = members[.unknownStatus].flatMap(policy) ?? store.unknownStatus
        store.select = members[.select].map { select($0, channel) } ?? store.select
        store.window = members[.window].flatMap(window) ?? store.window
        if let node = members[.shippedStatus] { store.shippedStatus = shippedStatus(node, channel) }
        if let node = members[.columns] { store.columns = columns(node, channel) }
        if let node = members[.encoding] { store.encoding = encoding(node, channel) }
        store.labelNames = members[.labelNames]?.list ?? store.labelNames
        store.notifyCustomer = members[.notifyCustomer]?.boolean ?? store.notifyCustomer
        return store
    }

    private var channelIDs: [String] { vocabulary.channels.map(\.id) }

    private func statuses(_ node: JobFileNode, _ matching: StatusTable.Matching) -> StatusTable {
        var table = StatusTable(matching: matching)
        let members = node.members(StatusKey.self)
        for key in StatusKey.allCases {
            guard let row = members[key] else { continue }
            for word in row.list {
                if let known = table[Array(word.utf8).span], known != meaning(of: key) {
                    row.fail("\(JobFileText.quoted(word)) means \(known.name) already", "take it from one")
                }
                table.add(word, meaning(of: key))
            }
        }
        return table
    }

    private func meaning(of key: StatusKey) -> StatusMeaning {
        switch key {
        case .awaitingPayment: .status(.awaitingPayment)
        case .awaitingShipment: .status(.awaitingShipment)
        case .pendingFulfillment: .status(.pendingFulfillment)
        case .shipped: .status(.shipped)
        case .onHold: .status(.onHold)
        case .cancelled, .canceled: .status(.cancelled)
        case .exclude: .exclude
        }
    }

    private func policy(_ node: JobFileNode) -> UnknownStatusPolicy? {
        let known = ["reject", "exclude"] + OrderStatus.allCases.map(\.rawValue)
        return node.value("rule for unknown statuses", "one of " + known.joined(separator: ", ")) { text in
            switch text {
            case "reject": .reject
            case "exclude": .exclude
            case "canceled": .status(.cancelled)
            default: OrderStatus(rawValue: text).map { .status($0) }
            }
        }
    }

    private func select(_ node: JobFileNode, _ channel: any Channel) -> [String: Set<String>] {
        var select: [String: Set<String>] = [:]
        for (name, values) in node.entries {
            guard channel.selectors.contains(name) else {
                values.fail(
                    "\(channel.title) cannot select by this",
                    channel.selectors.isEmpty
                        ? "take select out" : "one of " + channel.selectors.joined(separator: ", "))
                continue
            }
            select[name] = Set(values.list)
        }
        return select
    }

    private func shippedStatus(_ node: JobFileNode, _ channel: any Channel) -> ShippedStatus {
        var status = ShippedStatus()
        let cure = "write it as 3, or as {1: 3, 2: 14} for the storefronts 1 and 2"
        guard channel.setsStatusByNumber else {
            node.fail("\(channel.title) is not told of statuses by number", "take shipped-status out")
            return status
        }
        if node.node.mapping == nil {
            status.number = node.value("number of a status", cure, JobFileText.number)
        } else {
            for (storefront, value) in node.entries {
                status.byStorefront[storefront] = value.value("number of a status", cure, JobFileText.number)
            }
        }
        return status
    }

    private func columns(_ node: JobFileNode, _ channel: any Channel) -> [String: String] {
        guard let table = channel.orderFormats.first(where: { $0.wire == .csv }) else {
            node.fail("\(channel.title) has no tables", "take columns out")
            return [:]
        }
        return columns(node, of: table.shape, page: "docs/channels/\(channel.id).md")
    }

    private func encoding(_ node: JobFileNode, _ channel: any Channel) -> TextEncoding? {
        guard channel.orderFormats.contains(where: { $0.wire != .xml }) else {
            node.fail("\(channel.title) has only XML, which names its own encoding", "take encoding out")
            return nil
        }
        return encoding(node)
    }

    private func window(_ node: JobFileNode) -> OrderWindow? {
        if node.node.scalar == "none" { return OrderWindow.none }
        let days = node.members(WindowKey.self)[.days]?.value(
            "number of days", "write window: {days: 3}, or none", JobFileText.number)
        return days.map { .days($0) }
    }
}
