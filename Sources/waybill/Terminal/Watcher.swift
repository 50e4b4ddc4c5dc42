import Job

/// Shows on standard error what happens while files are read.
final class Watcher: RunObserver {
    private let isQuiet: Bool
    private var printer: FindingPrinter
    private var bar: ProgressBar?

    /// - Parameter isForMachines: Whether the outcome goes to a program, which has no use for a progress bar.
    init(_ messages: MessageOptions, isForMachines: Bool = false) {
        isQuiet = messages.quiet
        printer = FindingPrinter(showsAll: messages.verbose) { Console.say($0 + "\n") }
        let drawsBar = Console.isTerminal && !messages.quiet && !isForMachines && !messages.noProgress
        bar = drawsBar ? ProgressBar { Console.say($0) } : nil
    }

    func found(_ finding: Finding) {
        guard !isQuiet else { return }
        bar?.erase()
        printer.add(finding)
    }

    func progress(_ progress: RunProgress) {
        bar?.update(done: progress.bytesRead, total: progress.bytesTotal, label: printable(progress.file))
    }

    func note(_ text: String) {
        guard !isQuiet else { return }
        bar?.erase()
        Console.say("waybill: \(text)\n")
    }

    /// Takes the bar away and says what was held back.
    func finish() {
        bar?.erase()
        guard !isQuiet else { return }
        printer.finish()
    }
}
