package import DropFolder
package import Orders
import SystemPackage

/// The system's time zones, from its TZif files.
package enum SystemTimeZones {
    /// Where Debian's `tzdata` keeps them.
    private static let folder: FilePath = "/usr/share/zoneinfo"

    /// The rules of a zone such as `America/Chicago`; `nil` when the system does not have it.
    /// - Throws: `DiskError` when nobody can tell: to go on without it would be to read every time wrong.
    package static func rules(of name: String) throws(DiskError) -> TimeZoneRules? {
        if name == "UTC" { return .utc }
        let isPlain = name.utf8.allSatisfy { byte in
            let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
            return isLetter || (byte >= 0x30 && byte <= 0x39) || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
        }
        // Former names, such as US/Pacific, are links.
        guard isPlain, !name.isEmpty, !name.hasPrefix("/"),
            let bytes = try Folders.read(folder.appending(name), followsLinks: true)
        else { return nil }
        return try? TimeZoneRules(tzif: bytes)
    }
}

/// Looks zones up for those who can only say that there is none.
final class ZoneFinder {
    /// The first failure: not to be taken for a zone that is not there.
    private(set) var failure: DiskError?

    func rules(of name: String) -> TimeZoneRules? {
        do throws(DiskError) {
            return try SystemTimeZones.rules(of: name)
        } catch {
            failure = failure ?? error
            return nil
        }
    }
}
