import TestSupport

/// Inputs by chance of two shops: orders that come again in other files and in the same, changed and unchanged, some of
/// them wrong; files that are cut; labels with and without orders.
struct ShardScene {
    private let orderCount: Int
    private let repeatsAreWritten: Bool

    init(_ random: inout SeededGenerator) {
        // Few orders in many files meet each other often.
        orderCount = [8, 30, 200].randomElement(using: &random) ?? 8
        repeatsAreWritten = Int.random(in: 0..<6, using: &random) == 0
    }

    func folder() -> TemporaryFolder {
        JobScene.folder([
            "job.yaml": """
            version: 1
            inbox: in
            settle: 0s
            max-rejects: 100%
            pending-days: 1
            \(repeatsAreWritten ? "repeats: write" : "")
            stores:
              outdoor: {channel: custom-store, currency: USD}
              indoor: {channel: custom-store, currency: USD}
            """
        ])
    }

    /// What comes before a night, by the names of the files.
    func inputs(_ night: Int, _ random: inout SeededGenerator) -> [(String, String)] {
        var files: [(String, String)] = []
        var earlier: [String] = []
        for shop in ["outdoor", "indoor"] {
            for number in 0..<Int.random(in: 0...6, using: &random) {
                var text = export(&random)
                switch Int.random(in: 0..<12, using: &random) {
                case 0: text = String(text.dropLast(Int.random(in: 1...60, using: &random)))
                case 1: text = earlier.randomElement(using: &random) ?? text
                case 2: text = ""
                default: break
                }
                earlier.append(text)
                files.append(("in/orders/\(shop)/\(night)-\(number).xml", text))
            }
        }
        for number in 0..<Int.random(in: 0...3, using: &random) {
            files.append(("in/labels/\(night)-\(number).json", labels(night * 10 + number, &random)))
        }
        return files
    }

    private func export(_ random: inout SeededGenerator) -> String {
        let orders = (0..<Int.random(in: 0...12, using: &random)).map { _ in order(&random) }
        return JobScene.export(orders)
    }

    private func order(_ random: inout SeededGenerator) -> String {
        let number = "W\(Int.random(in: 1...orderCount, using: &random))"
        let status =
            ["paid", "paid", "paid", "cancelled", "shipped", "nonsense"].randomElement(using: &random) ?? "paid"
        let modified = ["11/20/2026 10:00", "11/21/2026 10:00", "11/22/2026 10:00"].randomElement(using: &random) ?? ""
        var order = JobScene.order(
            number, status: status, modified: modified, city: "City \(Int.random(in: 0...1, using: &random))")
        switch Int.random(in: 0..<10, using: &random) {
        case 0: order.replace(/<LastModified>.*<\/LastModified>/, with: "")
        case 1: order.replace("<Address1>12 Elm St</Address1>", with: "")
        case 2: order.replace("<OrderTotal>20.00", with: "<OrderTotal>25.00")
        case 3: order.replace("<Quantity>2", with: "<Quantity>3")
        case 4: order.replace("<OrderID>id-\(number)</OrderID>", with: "<OrderID></OrderID>")
        default: break
        }
        return order
    }

    private func labels(_ file: Int, _ random: inout SeededGenerator) -> String {
        let labels = (0..<Int.random(in: 0...10, using: &random)).map { number in
            var order = "W\(Int.random(in: 1...orderCount + 3, using: &random))"
            if Int.random(in: 0..<6, using: &random) == 0 { order += "-1" }
            let tracking = "T\(Int.random(in: 1...40, using: &random))"
            let isVoided = Int.random(in: 0..<6, using: &random) == 0
            return JobScene.label(file * 100 + number, order, tracking, voided: isVoided)
        }
        let text = "{\"shipments\":[" + labels.joined(separator: ",") + "],\"total\":\(labels.count)}"
        return Int.random(in: 0..<10, using: &random) == 0 ? String(text.dropLast(30)) : text
    }
}
