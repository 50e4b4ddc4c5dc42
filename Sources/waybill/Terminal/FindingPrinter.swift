import Job

/// Prints findings, a line each: the first of every code in full, the others as a number.
struct FindingPrinter {
    /// The lines of one code that a person is expected to read.
    static let linesPerCode = 20

    private let showsAll: Bool
    private let print: (String) -> Void
    private var counts: [String: Int] = [:]
    private var order: [String] = []

    /// - Parameters:
    ///   - showsAll: Whether no line is held back; notes are shown only then.
    ///   - print: Takes a line without its end.
    init(showsAll: Bool, print: @escaping (String) -> Void) {
        self.showsAll = showsAll
        self.print = print
    }

    /// Prints a finding or counts it.
    mutating func add(_ finding: Finding) {
        guard showsAll || finding.severity != .note else { return }
        let code = finding.code
        let count = counts[code, default: 0]
        if count == 0 { order.append(code) }
        counts[code] = count + 1
        if showsAll || count < Self.linesPerCode { print(finding.line) }
    }

    /// Says how many findings were held back.
    mutating func finish() {
        for code in order {
            let hidden = counts[code, default: 0] - Self.linesPerCode
            if !showsAll, hidden > 0 { print("… and \(hidden) more [\(code)]; --verbose shows all") }
        }
        counts = [:]
        order = []
    }
}
