import TestSupport

/// Some nights of two shops that share a label system: which orders come when, and which labels.
struct Schedule {
    /// A shop of the job, and what the label system calls it.
    enum Shop: String, CaseIterable {
        case outdoor
        case indoor

        var labelName: Int { self == .outdoor ? 100 : 200 }
    }

    struct Order {
        var shop: Shop
        var number: String
        /// Its first night; `nil` for one that never comes.
        var night: Int?
        var quantity = 0
    }

    /// One parcel, and what is odd about it.
    struct Parcel {
        enum Kind: CaseIterable {
            case plain
            /// `Local` is on the labels of other orders too.
            case sharesTracking
            /// Its cost has too many digits: a person is told.
            case manual
            /// It gets its number some nights later, or never.
            case withoutTracking
            /// It names its order with a split suffix.
            case suffixed
            /// Its number looks like a part of an order, and is that of another one, which comes later.
            case falseFriend
            /// It is of a store that the job excludes.
            case excluded
            /// It is of a store that nobody has.
            case stranger
        }

        var id: Int
        var kind: Kind
        var shop: Shop
        /// The number of the order that is told of it.
        var order: String
        /// The order's number as the label has it.
        var number: String
        var namesStore: Bool
        var bought: Int
        var voided: Int?
        /// The night in which it has its tracking number.
        var tracked: Int?
        var units = 1
        /// The parcel in whose place it is.
        var replaces: Int?

        /// Whether anybody is ever told of it: its order comes.
        var isWanted = true

        var tracking: String { kind == .sharesTracking ? "Local" : "TRACK\(id)" }

        /// A cost that no other parcel has, so that every notice says whose it is.
        var cost: String { kind == .manual ? "\(10_000_000 + id)" : "\(id + 100).25" }

        func isTaken(asOf night: Int) -> Bool { voided.map { $0 <= night } ?? false }

        func label(asOf night: Int, hasItems: Bool) -> String {
            let hasTracking = kind != .withoutTracking || tracked.map { $0 <= night } ?? false
            var label = JobScene.label(id, number, hasTracking ? tracking : "", voided: isTaken(asOf: night))
                .replacing("4.95", with: cost)
            let store = kind == .excluded ? 900 : kind == .stranger ? 555 : namesStore ? shop.labelName : nil
            if let store { label.replace("\"orderKey\":null", with: "\"advancedOptions\":{\"storeId\":\(store)}") }
            guard hasItems else { return label }
            return label.replacing(
                "\"shipmentItems\":null", with: "\"shipmentItems\":[{\"sku\":\"MUG\",\"quantity\":\(units)}]")
        }
    }

    static let pendingDays = 3

    static let jobFile = """
        version: 1
        inbox: in
        settle: 0s
        max-rejects: 100%
        pending-days: \(pendingDays)
        labels: {exclude-stores: ["900"]}
        stores:
          outdoor: {channel: custom-store, currency: USD, label-names: ["100"]}
          indoor: {channel: custom-store, currency: USD, label-names: ["200"]}
        """

    let nights: Int
    let hasItems: Bool
    private(set) var orders: [Order] = []
    private(set) var parcels: [Parcel] = []

    init(_ random: inout SeededGenerator) {
        nights = Int.random(in: 3...7, using: &random)
        hasItems = Bool.random(using: &random)
        for number in 1...Int.random(in: 2...5, using: &random) {
            let isShared = Int.random(in: 0..<4, using: &random) == 0
            let shops = isShared ? Shop.allCases : [Shop.allCases.randomElement(using: &random) ?? .outdoor]
            for shop in shops { addOrder(shop, "W\(number)", namesStore: isShared, &random) }
        }
        for place in orders.indices where orders[place].quantity == 0 { orders[place].quantity = 1 }
    }

    private mutating func addOrder(
        _ shop: Shop, _ number: String, namesStore: Bool, _ random: inout SeededGenerator
    ) {
        let isLost = Int.random(in: 0..<6, using: &random) == 0
        let night = isLost ? nil : Int.random(in: 0..<nights, using: &random)
        let place = orders.count
        orders.append(Order(shop: shop, number: number, night: night))
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            var kind = Parcel.Kind.allCases.randomElement(using: &random) ?? .plain
            // What is told of the second of one number would be told of the first.
            let isSecond = parcels.contains { $0.kind == .sharesTracking && $0.order == number }
            if kind == .sharesTracking, isSecond { kind = .plain }
            addParcel(kind, place, namesStore || Bool.random(using: &random), &random)
        }
    }

    private mutating func addParcel(
        _ kind: Parcel.Kind, _ place: Int, _ namesStore: Bool, _ random: inout SeededGenerator
    ) {
        let order = orders[place]
        let bought = Int.random(in: 0..<nights, using: &random)
        var parcel = Parcel(
            id: parcels.count + 1, kind: kind, shop: order.shop, order: order.number, number: order.number,
            namesStore: namesStore, bought: bought)
        parcel.units = Int.random(in: 1...3, using: &random)
        parcel.isWanted = order.night != nil && kind != .excluded && kind != .stranger
        let isVoided = Int.random(in: 0..<3, using: &random) == 0
        if isVoided { parcel.voided = Int.random(in: bought...nights, using: &random) }
        switch kind {
        case .withoutTracking:
            parcel.tracked = Bool.random(using: &random) ? Int.random(in: bought...nights, using: &random) : nil
        case .suffixed: parcel.number += "-\(parcel.id)"
        case .falseFriend:
            parcel.number += "-\(parcel.id)"
            let own = Int.random(in: 0..<nights, using: &random)
            orders.append(Order(shop: order.shop, number: parcel.number, night: own, quantity: parcel.units))
            parcel.isWanted = true
        default: break
        }
        parcels.append(parcel)
        orders[place].quantity += parcel.units
        if kind == .plain, let voided = parcel.voided, Bool.random(using: &random) { replace(parcel, from: voided) }
    }

    /// A label that is bought when another is taken back, for the same goods.
    private mutating func replace(_ old: Parcel, from night: Int) {
        var parcel = old
        parcel.id = parcels.count + 1
        (parcel.bought, parcel.voided, parcel.replaces) = (night, nil, old.id)
        parcels.append(parcel)
    }

    /// The labels of an export, as the label system knew them in a night.
    func labels(asOf night: Int, _ chosen: [Parcel], _ random: inout SeededGenerator) -> String {
        let twice = chosen.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
        let labels = (chosen + twice).shuffled(using: &random).map { $0.label(asOf: night, hasItems: hasItems) }
        return "{\"shipments\":[" + labels.joined(separator: ",") + "],\"total\":\(labels.count),\"pages\":1}"
    }

    /// Some of the labels that the system knows in a night; one in the place of another brings its void.
    func choice(asOf night: Int, isWhole: Bool, _ random: inout SeededGenerator) -> [Parcel] {
        let known = parcels.filter { $0.bought <= night }
        guard !isWhole else { return known }
        let chosen = known.filter { _ in Bool.random(using: &random) }
        let replaced = Set(chosen.compactMap(\.replaces))
        return known.filter { parcel in replaced.contains(parcel.id) || chosen.contains { $0.id == parcel.id } }
    }

    func export(of shop: Shop, _ night: Int, _ random: inout SeededGenerator) -> String? {
        let due = orders.filter { order in
            guard let first = order.night, order.shop == shop else { return false }
            return first == night || first < night && Bool.random(using: &random)
        }
        guard !due.isEmpty else { return nil }
        return JobScene.export(
            due.shuffled(using: &random).map {
                JobScene.order($0.number).replacing("<Quantity>2<", with: "<Quantity>\($0.quantity)<").replacing(
                    "20.00", with: "\($0.quantity * 10).00")
            })
    }
}
