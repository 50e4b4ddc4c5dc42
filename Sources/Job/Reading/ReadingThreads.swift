internal import CMemory
import FoundationEssentials

/// How many threads read one input, where nobody says it.
enum ReadingThreads {
    /// More of them take memory and gain little: what is done in order, one part behind the other, sets the pace.
    private static let most = 4

    /// One for each processor that this process may run on.
    static let ofMachine = max(1, min(most, ProcessInfo.processInfo.activeProcessorCount))

    /// Lets memory that one part has used serve the next: else each part has the system take it away and give it anew.
    static func keepMemory() {
        mallopt(M_MMAP_THRESHOLD, 8 << 20)
        mallopt(M_TRIM_THRESHOLD, 32 << 20)
    }
}
