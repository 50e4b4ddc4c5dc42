import Channels
import Glibc
import Labels
import WireFormats

/// What libFuzzer looks for faults in: it takes any bytes, and traps when what comes of them is wrong.
struct FuzzTarget: Sendable {
    var name: String
    var check: @Sendable ([UInt8]) -> Void

    /// Every target; those of channels and label systems follow from the catalogues.
    static let all: [FuzzTarget] =
        [
            FuzzTarget(name: "xml", check: checkXML),
            FuzzTarget(name: "csv", check: checkCSV),
            FuzzTarget(name: "json", check: checkJSON),
            FuzzTarget(name: "bytes", check: checkBytes),
            FuzzTarget(name: "job", check: checkJobFile),
            FuzzTarget(name: "ledger", check: checkLedgerEntry),
            FuzzTarget(name: "pending", check: checkPendingLabels),
            FuzzTarget(name: "normalized", check: checkNormalizedOrders),
            FuzzTarget(name: "orders") { checkOrders($0, ChannelCatalog.all) },
            FuzzTarget(name: "labels") { checkLabels($0, LabelCatalog.all) },
        ]
        + ChannelCatalog.all.map { channel in
            FuzzTarget(name: "orders-" + channel.id) { checkOrders($0, [channel]) }
        }
        + LabelCatalog.all.map { system in
            FuzzTarget(name: "labels-" + system.id) { checkLabels($0, [system]) }
        }

    /// The target that the environment variable `WAYBILL_FUZZ` names.
    static let chosen = all.first { $0.name == getenv("WAYBILL_FUZZ").map { String(cString: $0) } }
}

/// Starts; unless a target is named, all names are printed, and that is all.
@_cdecl("LLVMFuzzerInitialize")
package func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> CInt {
    guard FuzzTarget.chosen == nil else { return 0 }
    for target in FuzzTarget.all { print(target.name) }
    exit(getenv("WAYBILL_FUZZ") == nil ? 0 : 64)
}

/// Takes one input of libFuzzer's.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.chosen?.check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Traps when something does not hold that must hold for any input.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError("this does not hold: \(what())") }
}

/// A size for chunks that follows from the input, so that a found case fails again.
func smallChunkSize(for bytes: [UInt8]) -> Int {
    let sizes = [1, 2, 3, 5, 7, 16, 61, 250]
    return sizes[Int(Digest(of: bytes.span).low % UInt64(sizes.count))]
}

/// Whether two readings of a file with other chunks were stopped alike.
///
/// Of several faults, one of decoding may be met before the reader gets to another in front of it.
func isSameStop(_ one: WireError?, _ other: WireError?, of bytes: [UInt8]) -> Bool {
    guard let one, let other, one != other else { return one == other }
    if bytes.starts(with: [0x1F, 0x8B]) { return true }
    let places = [one, other].map { ($0.position.line, $0.position.column) }
    let (nearer, farther) = places[0] > places[1] ? (other, one) : (one, other)
    // A value is too long while it is open, before a fault further behind in it is reached.
    if nearer.code == .fieldTooLong, farther.code == .malformed { return true }
    // What is no text makes no document either, at the same place.
    let codes = places[0] == places[1] ? [nearer.code, farther.code] : [farther.code]
    return codes.contains(.invalidEncoding) || farther.code == .truncated
}
