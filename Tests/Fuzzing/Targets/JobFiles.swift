import DropFolder
import Labels
import SystemPackage

@testable import Job

/// Reads a job file: it says of each mistake where it stands, in one line, and what it takes is safe.
func checkJobFile(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let vocabulary = JobVocabulary(
        labelFormats: LabelCatalog.all.map(\.id), timeZone: ZoneFinder().rules)
    do throws(InvalidJobFile) {
        let job = try JobFileReader.read(text, file: "shop/job.yaml", vocabulary)
        expect(!job.stores.isEmpty, "a job has a store")
        expect(Set(job.stores.map(\.id)).count == job.stores.count, "each store stands once")
        for store in job.stores {
            expect(SafeName.name(store.id) == store.id, "\(store.id) is a folder's name")
            _ = store.settings(at: 1_795_413_600)
        }
    } catch {
        expect(!error.errors.isEmpty, "a refusal has a reason")
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.count
        for found in error.errors {
            expect((1...lines + 1).contains(found.line), "line \(found.line) of \(lines): \(found)")
            expect(found.column > 0, "column \(found.column)")
        }
        let isPlain = error.description.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F }
        expect(isPlain, "a message has no control characters: \(error.description.debugDescription)")
        expect(
            error.description.split(separator: "\n", omittingEmptySubsequences: false).count == error.errors.count,
            "each mistake has one line: \(error.description.debugDescription)")
    }
}
