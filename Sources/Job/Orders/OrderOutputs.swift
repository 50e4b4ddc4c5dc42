import DropFolder
import Normalized
import SystemPackage

/// What one input's four files are written to.
struct OrderSinks {
    var json: OutputPath
    var orders: OutputPath
    var lines: OutputPath
    var rejects: OutputPath
}

/// The four files that one input makes, and the descriptor of its tables, under temporary names until all of them are whole.
struct OrderOutputs: ~Copyable {
    private let json: OutputFile
    private let orders: OutputFile
    private let lines: OutputFile
    private let rejects: OutputFile
    private let folders: RunFolders

    init(_ folders: RunFolders, store: String, name: String) throws(JobError) {
        let json = try folders.output(in: folders.orders(store), name + ".orders.jsonl")
        let orders = try folders.output(in: folders.orders(store), name + ".orders.csv")
        let lines = try folders.output(in: folders.orders(store), name + ".lines.csv")
        rejects = try folders.output(in: folders.rejects(store), name + ".rejects.jsonl")
        self.folders = folders
        self.json = json
        self.orders = orders
        self.lines = lines
    }

    /// Takes the files that a shard has made; these stay where they are as well.
    init(of shard: ShardedInput, _ folders: RunFolders, store: String) throws(JobError) {
        self.folders = folders
        do throws(DiskError) {
            let (run, orders) = (folders.run, folders.orders(store))
            let json = try OutputFile(of: shard.path(.json), in: orders, run: run, label: shard.stem + ".orders.jsonl")
            let table = try OutputFile(of: shard.path(.orders), in: orders, run: run, label: shard.stem + ".orders.csv")
            let lines = try OutputFile(of: shard.path(.lines), in: orders, run: run, label: shard.stem + ".lines.csv")
            rejects = try OutputFile(
                of: shard.path(.rejects), in: folders.rejects(store), run: run, label: shard.stem + ".rejects.jsonl")
            self.json = json
            self.orders = table
            self.lines = lines
        } catch {
            throw JobError(error)
        }
    }

    /// Where the passes write.
    var sinks: OrderSinks {
        OrderSinks(
            json: json.whereabouts, orders: orders.whereabouts, lines: lines.whereabouts, rejects: rejects.whereabouts)
    }

    /// Removes the files, of which nothing is wanted.
    consuming func discard() throws(JobError) {
        do throws(DiskError) {
            try json.discard()
            try orders.discard()
            try lines.discard()
            try rejects.discard()
        } catch {
            throw JobError(error)
        }
    }

    /// Gives the files their names; without rejects there is no file of them.
    consuming func publish(stem: String, _ counts: OrderCounts) throws(JobError) {
        do throws(DiskError) {
            // The last of a folder makes the names of all safe.
            try json.publish(as: stem + ".orders.jsonl", syncsFolder: false)
            try orders.publish(as: stem + ".orders.csv", syncsFolder: false)
            let folder = lines.folder
            try lines.publish(as: stem + ".lines.csv", syncsFolder: false)
            try OutputFile.write(
                TablePackage.orders(stem: stem, folders.definition.csv), to: folder, as: stem + TablePackage.ending,
                run: folders.run)
            if counts.rejected > 0 { try rejects.publish(as: stem + ".rejects.jsonl") } else { try rejects.discard() }
        } catch {
            throw JobError(error)
        }
    }
}
