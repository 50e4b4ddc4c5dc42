import WireFormats

/// What stops a run, or what its outcome is worth, as the exit status of a batch tool: sysexits(3).
package struct JobError: Error, Hashable, Sendable {
    /// The exit status; the names are those of sysexits(3).
    package enum Code: Int32, Hashable, Sendable, CaseIterable {
        /// All is accounted for.
        case ok = 0
        /// The command line is wrong.
        case usage = 64
        /// More records were rejected than allowed, or a file is in quarantine.
        case data = 65
        /// There is no such input.
        case noInput = 66
        /// Waybill itself is wrong: what came in is not what came out.
        case software = 70
        /// An output cannot be created.
        case cannotCreate = 73
        /// An output cannot be written.
        case inputOutput = 74
        /// Try again: another run is at work, the disk is full, files are still arriving.
        case tryAgain = 75
        /// The job file is wrong.
        case config = 78

        /// The code to exit with when several apply: the first of 70, 78, 73, 74, 65, 75.
        package static func first(of codes: some Sequence<Code>) -> Code {
            let order: [Code] = [.software, .config, .noInput, .cannotCreate, .inputOutput, .data, .tryAgain]
            let found = Set(codes)
            return order.first { found.contains($0) } ?? .ok
        }
    }

    package var code: Code
    /// What went wrong and what to do, in one or two sentences; several mistakes have a line each.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message.split(separator: "\n", omittingEmptySubsequences: false).map { singleLine($0) }
            .joined(separator: "\n")
    }
}
