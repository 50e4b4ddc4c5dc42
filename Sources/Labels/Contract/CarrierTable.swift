package import Orders

/// From the names that label systems have for carriers to the words of ShipNotice.
package enum CarrierTable {
    /// The carrier of a code or name, or `nil` for one that the table does not have.
    ///
    /// Case, blanks and punctuation do not count: `stamps_com` and `Stamps.com` are one name.
    package static func carrier(_ name: String) -> Carrier? {
        let name = foldedCode(name)
        if let carrier = carriers[name] { return carrier }
        return prefixes.first { name.hasPrefix($0.prefix) }?.carrier
    }

    /// ShipStation's codes [D, C: shipstation-formats §4.9] and names in full [I]; the words of ShipNotice are added.
    private static let names: [(Carrier, [String])] = [
        (.usps, ["stamps_com", "endicia", "express_1", "US Postal Service", "United States Postal Service"]),
        (.ups, ["ups_walleted", "United Parcel Service"]),
        (.fedEx, ["fedex_walleted", "Federal Express"]),
        (.dhlGlobalMail, ["dhl_ecommerce"]),
        (.upsMailInnovations, ["ups_mail_innovations"]),
        (.asendia, ["asendia_us"]),
        // Carriers that ShipStation knows and ShipNotice has no word for.
        (.other, ["lasership", "amazon_swa", "dpd"]),
        // EasyPost's names of its carrier accounts [D: docs.easypost.com, carrier types].
        (.ups, ["UPSDAP"]),
        (.fedEx, ["FedExDefault", "FedExSmartPost"]),
        (.dhlGlobalMail, ["DhlEcs"]),
        (.onTrac, ["OnTracV3"]),
        (.loneStar, ["LSO"]),
        (.asendia, ["AsendiaUsa"]),
        (.other, ["LaserShipV2", "Purolator", "Canpar", "Veho"]),
        // karrio's names of its connections, where they are not ShipStation's [C: karrioapi/karrio].
        (.usps, ["usps_international", "usps_wt", "usps_wt_international"]),
        (.fedEx, ["fedex_ws"]),
        (.dhl, ["dhl_universal", "dhl_parcel_de", "dhl_poland"]),
    ]

    /// Codes that go on with a country or a product [D].
    private static let prefixes: [(prefix: String, carrier: Carrier)] = [("dhlexpress", .dhl)]

    private static let carriers: [String: Carrier] = {
        var table: [String: Carrier] = [:]
        for carrier in Carrier.allCases { table[foldedCode(carrier.rawValue)] = carrier }
        for (carrier, names) in names {
            for name in names { table[foldedCode(name)] = carrier }
        }
        return table
    }()
}

/// A code or name as the tables compare it: lower-case letters and digits.
func foldedCode(_ text: String) -> String {
    let letters = text.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: byte
        default: nil
        }
    }
    return String(decoding: letters, as: UTF8.self)
}
