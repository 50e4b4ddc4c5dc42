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

    /// ShipStation's codes [D, C: shipstation-formats §4.9], EasyPost's names of its carrier accounts [D:
    /// docs.easypost.com, carrier types], karrio's of its connections, where they are not ShipStation's
    /// [C: karrioapi/karrio], and names in full [I]; the words of ShipNotice are added.
    package static let names: [(source: CodeSource, carrier: Carrier, names: [String])] = [
        (.shipStation, .usps, ["stamps_com", "endicia", "express_1"]),
        (.shipStation, .ups, ["ups_walleted"]),
        (.shipStation, .fedEx, ["fedex_walleted"]),
        (.shipStation, .dhl, ["dhl_express"]),
        (.shipStation, .dhlGlobalMail, ["dhl_ecommerce"]),
        (.shipStation, .upsMailInnovations, ["ups_mail_innovations"]),
        (.shipStation, .asendia, ["asendia_us"]),
        // ShipNotice has no word for these.
        (.shipStation, .other, ["lasership", "amazon_swa", "dpd"]),
        (.easyPost, .ups, ["UPSDAP"]),
        (.easyPost, .fedEx, ["FedExDefault", "FedExSmartPost"]),
        (.easyPost, .dhlGlobalMail, ["DhlEcs"]),
        (.easyPost, .onTrac, ["OnTracV3"]),
        (.easyPost, .loneStar, ["LSO"]),
        (.easyPost, .asendia, ["AsendiaUsa"]),
        (.easyPost, .other, ["LaserShipV2", "Purolator", "Canpar", "Veho"]),
        (.karrio, .usps, ["usps_international", "usps_wt", "usps_wt_international"]),
        (.karrio, .fedEx, ["fedex_ws"]),
        (.karrio, .dhl, ["dhl_universal", "dhl_parcel_de", "dhl_poland"]),
        (.inFull, .usps, ["US Postal Service", "United States Postal Service"]),
        (.inFull, .ups, ["United Parcel Service"]),
        (.inFull, .fedEx, ["Federal Express"]),
    ]

    /// Codes that go on with a country or a product [D].
    private static let prefixes: [(prefix: String, carrier: Carrier)] = [("dhlexpress", .dhl)]

    private static let carriers: [String: Carrier] = {
        var table: [String: Carrier] = [:]
        for carrier in Carrier.allCases { table[foldedCode(carrier.rawValue)] = carrier }
        for (_, carrier, names) in names {
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
