import Orders

/// A carrier and its method in the words of Sears' list of carriers [D: channels.md §1.7].
///
/// The list is written in title case and the samples of the feed in upper case; a client in production writes title
/// case [C], and so do we.
struct SearsCarrier: Hashable {
    var code: String
    var method: String

    /// The seller owes the buyer a mail for this one [D].
    static let otherCode = "OTH"
    private static let other = SearsCarrier(code: otherCode, method: "Standard")

    /// What a label's carrier and service are called; what the list does not have is `OTH`.
    init(of label: Label) {
        let service = (label.service ?? label.serviceCode ?? "").lowercased()
            .replacing("_", with: " ").replacing("-", with: " ")
        switch label.carrier {
        case .ups: self = Self.ups(service)
        case .upsMailInnovations: self.init(code: "UPSM", method: "Parcel")
        case .fedEx, .fedExCanada: self = Self.fedEx(service)
        case .usps: self.init(code: "USPS", method: Self.postal(service))
        case .dhl: self.init(code: "DHLC", method: "Priority")
        case .dhlGlobalMail: self.init(code: "DHLC", method: "Economy")
        default: self = Self.freight(label.carrierCode) ?? Self.other
        }
    }

    private init(code: String, method: String) {
        self.code = code
        self.method = method
    }

    // MARK: - Services

    /// The part of a service's name that decides, in the order in which they are tried [C; the rest I].
    private static func ups(_ service: String) -> SearsCarrier {
        let rules: [(part: String, carrier: SearsCarrier)] = [
            ("mail innovations", SearsCarrier(code: "UPSM", method: "Parcel")),
            ("i parcel", SearsCarrier(code: "UPSI", method: "Parcel")),
            ("freight", SearsCarrier(code: "UPGF", method: "LTL")),
            ("surepost", SearsCarrier(code: "UPS", method: "SurePost")),
            // The name of SurePost since 2023.
            ("ground saver", SearsCarrier(code: "UPS", method: "SurePost")),
            ("next day air saver", SearsCarrier(code: "UPS", method: "Next Day Saver")),
            ("next day", SearsCarrier(code: "UPS", method: "Next Day")),
            ("2nd day", SearsCarrier(code: "UPS", method: "Second Day")),
            ("second day", SearsCarrier(code: "UPS", method: "Second Day")),
        ]
        return rules.first { service.contains($0.part) }?.carrier ?? SearsCarrier(code: "UPS", method: "Ground")
    }

    private static func fedEx(_ service: String) -> SearsCarrier {
        let rules: [(part: String, carrier: SearsCarrier)] = [
            ("smartpost", SearsCarrier(code: "SMRT", method: "Smart Post")),
            ("smart post", SearsCarrier(code: "SMRT", method: "Smart Post")),
            // The name of SmartPost since 2021.
            ("ground economy", SearsCarrier(code: "SMRT", method: "Smart Post")),
            ("freight", SearsCarrier(code: "FXFT", method: "LTL")),
            ("overnight", SearsCarrier(code: "FDE", method: "Next Day")),
            ("2day", SearsCarrier(code: "FDE", method: "Second Day")),
            ("2 day", SearsCarrier(code: "FDE", method: "Second Day")),
        ]
        return rules.first { service.contains($0.part) }?.carrier ?? SearsCarrier(code: "FDE", method: "Ground")
    }

    private static func postal(_ service: String) -> String {
        let rules: [(part: String, method: String)] = [
            ("first class", "First Class"), ("parcel select", "Parcel Post"), ("parcel post", "Parcel Post"),
            ("standard post", "Standard Mail"),
            // These are newer than the list, or missing in it; none of them is Priority.
            ("ground advantage", "Parcel Post"), ("retail ground", "Parcel Post"), ("media mail", "Standard Mail"),
            ("library mail", "Standard Mail"),
        ]
        return rules.first { service.contains($0.part) }?.method ?? "Priority"
    }

    /// Carriers of loads on pallets go by their SCAC; these are of Sears' list.
    private static func freight(_ code: String?) -> SearsCarrier? {
        guard let code = code?.uppercased(), scacs.contains(code) else { return nil }
        return SearsCarrier(code: code, method: "LTL")
    }

    private static let scacs: Set<String> = [
        "RNLO", "SAIA", "RDWY", "RRTS", "ODFL", "PYLE", "ABFS", "EXLA", "HJBT", "AACT", "AVRT", "CNWY",
    ]
}
