package import Orders

/// A service of a carrier, and what it is called.
package struct Service: Hashable, Sendable {
    /// The name that buyers know, without the carrier, as in ShipNotice's sample [D: `Priority Mail`].
    package var name: String
    package var carrier: Carrier
    /// The words for it, whoever writes them.
    package var codes: [CodeSource: [String]]
    /// EasyPost's words that mean it beside its carrier alone: each carrier may have a `Priority`.
    package var codesBesideCarrier: [String]

    init(
        _ name: String, _ carrier: Carrier, shipStation: [String] = [], easyPost: [String] = [], shippo: [String] = [],
        karrio: [String] = [], worldShip: [String] = [], stamps: [String] = [], fedEx: [String] = [],
        besideCarrier: [String] = []
    ) {
        self.name = name
        self.carrier = carrier
        codes = [
            .shipStation: shipStation, .easyPost: easyPost, .shippo: shippo, .karrio: karrio, .worldShip: worldShip,
            .stamps: stamps, .fedEx: fedEx,
        ]
        codesBesideCarrier = besideCarrier
    }
}

/// From the codes that label systems have for services to the names that buyers know.
///
/// A code is known in whatever system's file it stands, since systems pass on each other's and the carriers' own.
package enum ServiceTable {
    /// What a system's word for a service comes to.
    package enum Name: Hashable, Sendable {
        /// A name for people.
        case known(String)
        /// A code that the table does not have.
        case unknown
    }

    /// The name of a service, without its carrier.
    ///
    /// Case, `_` and `-` of a code do not count. What is written with capitals and small letters and blanks is a name
    /// already and stays as it is.
    /// - Parameters:
    ///   - service: A code or a name.
    ///   - carrier: The carrier, for systems in which several carriers have a service of one name.
    package static func name(of service: String, carrier: Carrier? = nil) -> Name {
        let code = foldedCode(service)
        if let carrier, let name = namesBesideCarriers[carrier]?[code] { return .known(name) }
        if !isName(service), let name = names[code] { return .known(name) }
        return isCode(service) ? .unknown : .known(service)
    }

    private static func isName(_ service: String) -> Bool {
        service.contains(" ") && service.utf8.contains(where: isCapital) && service.utf8.contains(where: isSmall)
    }

    /// Whether a text is a program's word: `ups_ground` or `ground`, `FEDEX_GROUND` but not `GROUND`.
    private static func isCode(_ service: String) -> Bool {
        let isWord = service.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || isDigit(byte) || isSmall(byte) || isCapital(byte)
        }
        let capitals = service.utf8.contains(where: isCapital)
        return isWord && (!capitals || (service.contains("_") && !service.utf8.contains(where: isSmall)))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    private static func isSmall(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
    private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

    private static let names: [String: String] = {
        var table: [String: String] = [:]
        for service in services {
            for code in service.codes.values.joined() { table[foldedCode(code)] = service.name }
        }
        return table
    }()

    private static let namesBesideCarriers: [Carrier: [String: String]] = {
        var tables: [Carrier: [String: String]] = [:]
        for service in services {
            for code in service.codesBesideCarrier {
                tables[service.carrier, default: [:]][foldedCode(code)] = service.name
            }
        }
        return tables
    }()
}
