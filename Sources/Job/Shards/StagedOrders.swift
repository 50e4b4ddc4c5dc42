import DropFolder
import SystemPackage
import WireFormats

/// The four files that a shard makes of one input.
struct StagedOrders: ~Copyable {
    private let json: StagedFile
    private let orders: StagedFile
    private let lines: StagedFile
    private let rejects: StagedFile

    /// What came of an input.
    enum Outcome {
        /// - Parameters:
        ///   - replaced: How many of its records later ones replace.
        ///   - sizes: Of the files, in bytes.
        case orders(ImportOrders.Reading, replaced: Int, sizes: [(ShardFile, Int64)])
        /// It cannot be read.
        case refused(WireError)
    }

    private init(_ place: Int, in folder: borrowing StagedFolder) throws(DiskError) {
        let json = try folder.file(ShardFile.json.name(of: place))
        let orders = try folder.file(ShardFile.orders.name(of: place))
        let lines = try folder.file(ShardFile.lines.name(of: place))
        rejects = try folder.file(ShardFile.rejects.name(of: place))
        self.json = json
        self.orders = orders
        self.lines = lines
    }

    private var sinks: OrderSinks {
        OrderSinks(
            json: json.whereabouts, orders: orders.whereabouts, lines: lines.whereabouts, rejects: rejects.whereabouts)
    }

    private func sync() throws(DiskError) -> [(ShardFile, Int64)] {
        [
            (.json, try json.sync()), (.orders, try orders.sync()), (.lines, try lines.sync()),
            (.rejects, try rejects.sync()),
        ]
    }

    /// Reads an input, again when a later record has replaced an earlier one.
    static func read(
        _ input: Manifest.Input, _ file: borrowing OpenFile, _ place: Int, into folder: borrowing StagedFolder,
        _ importer: ImportOrders, report: (Finding) -> Void, progress: (Int) -> Void
    ) throws(JobError) -> Outcome {
        var replaced: Set<Int> = []
        while true {
            let outputs: StagedOrders
            do throws(DiskError) { outputs = try StagedOrders(place, in: folder) } catch { throw JobError(error) }
            let reading: ImportOrders.Reading
            do throws(ImportOrders.FileProblem) {
                reading = try importer.read(
                    file.descriptor, input.name, replaced, into: outputs.sinks,
                    report: replaced.isEmpty ? report : { _ in }, progress)
            } catch {
                switch error {
                case .file(let refusal) where refusal.code == .readFailed:
                    throw JobError(refusal, reading: FilePath(input.name))
                case .file(let refusal): return .refused(refusal)
                case .job(let error): throw error
                }
            }
            if reading.replaced.isEmpty {
                let sizes: [(ShardFile, Int64)]
                do throws(DiskError) { sizes = try outputs.sync() } catch { throw JobError(error) }
                return .orders(reading, replaced: replaced.count, sizes: sizes)
            }
            replaced.formUnion(reading.replaced)
            file.rewind()
        }
    }
}
