import Normalized

/// What stands behind the stem in the names of an input's outputs.
enum OutputEndings {
    /// In `out/orders/<store>/`.
    static let orders = [".orders.jsonl", ".orders.csv", ".lines.csv", TablePackage.ending]
    /// In `out/rejects/<store>/`.
    static let rejects = [".rejects.jsonl"]
    /// In `out/shipments/`.
    static let shipments = [".shipments.jsonl", ".shipments.csv", TablePackage.ending]
    /// In `out/updates/<store>/`, beside the folders of calls.
    static let lists = [".manual.csv", ".voids.csv"]
}
