import SystemPackage
import Testing

@testable import Job

/// What was read is what was accounted for; else the run says that Waybill is wrong.
@Suite struct ReconciliationTests {
    private func code(of contents: FileReport.Content...) -> JobError.Code {
        var report = RunReport(run: "run", of: JobDefinition(file: "job.yaml"), startedAt: 0)
        report.files = contents.map {
            FileReport(store: "", file: "a", stem: "a", fate: .imported, content: $0)
        }
        report.settle { _, _ in false }
        return report.code
    }

    /// A reject over the limit is worth less than a record that is lost.
    @Test func everyOrderIsAccountedFor() {
        for fate in [\OrderCounts.written, \.unchanged, \.rejected, \.excluded, \.superseded] {
            var counts = OrderCounts()
            counts.read = 2
            counts[keyPath: fate] = 2
            #expect(code(of: .orders(counts)) == .data, "\(fate)")
            for wrong in [1, 3] {
                counts[keyPath: fate] = wrong
                #expect(code(of: .orders(counts)) == .software, "\(fate)")
            }
        }
    }

    @Test func everyLabelIsAccountedFor() {
        for fate in [\LabelCounts.announced, \.alreadyAnnounced, \.pending, \.noUpdate, \.manual, \.rejected] {
            var counts = LabelCounts()
            counts.read = 2
            counts[keyPath: fate] = 2
            #expect(code(of: .labels(counts)) == .data, "\(fate)")
            for wrong in [1, 3] {
                counts[keyPath: fate] = wrong
                #expect(code(of: .labels(counts)) == .software, "\(fate)")
            }
        }
    }

    /// One that is missing here does not make up for one too many there.
    @Test func everyFileIsAccountedForAlone() {
        var (less, more) = (OrderCounts(), OrderCounts())
        (less.read, less.written) = (2, 1)
        (more.read, more.written) = (1, 2)
        #expect(code(of: .orders(less), .orders(more)) == .software)
    }
}
