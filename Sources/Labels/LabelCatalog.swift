import WireFormats

/// Every label system there is.
///
/// A new one is a folder beside this file and a line here.
package enum LabelCatalog {
    package static let all: [any LabelSystem] = [
        ShipStationV1System(),
        ShipStationV2System(),
        ShipStationCSVSystem(),
        WorldShipSystem(),
        PirateShipSystem(),
        StampsXMLSystem(),
        EasyPostSystem(),
        ShippoSystem(),
        KarrioSystem(),
        TableByColumnsSystem(),
    ]

    /// The system of an id, or `nil`.
    package static func system(_ id: String) -> (any LabelSystem)? {
        all.first { $0.id == id }
    }

    /// The systems that claim a file, by what its beginning says.
    package static func claims(_ head: LabelFileHead) -> [any LabelSystem] {
        all.filter { $0.wire == head.wire && $0.recognises(head) }
    }

    /// The system whose file this is, by what its beginning says; `nil` when none or several claim it.
    /// - Parameter firstBytes: Some kilobytes from the start of the file, UTF-8, decompressed.
    package static func detect(firstBytes: Span<UInt8>) -> (any LabelSystem)? {
        let claims = claims(LabelFileHead(firstBytes: firstBytes))
        return claims.count == 1 ? claims[0] : nil
    }
}
