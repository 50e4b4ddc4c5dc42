import Orders
import Testing

@Suite("Tables of words")
struct WordTableTests {
    private func code(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        return Country.code(bytes.span)
    }

    private func isCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Country.isCode(bytes.span)
    }

    private func rules(_ country: String) -> Country.AddressRules {
        let bytes = Array(country.utf8)
        return Country.addressRules(bytes.span)
    }

    @Test(
        "know a country by two letters, three letters and name",
        arguments: [
            ("US", "US"), ("us", "US"), ("Us", "US"), ("USA", "US"), ("usa", "US"), ("U.S.A.", "US"),
            ("United States", "US"), ("UNITED STATES", "US"), ("United States of America", "US"), ("GB", "GB"),
            ("UK", "GB"),
            ("United Kingdom", "GB"), ("England", "GB"), ("DEU", "DE"), ("Germany", "DE"), ("Korea, Republic of", "KR"),
            ("Cote d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"), ("España", "ES"), ("Türkiye", "TR"), ("Réunion", "RE"),
            ("Curaçao", "CW"), ("Åland Islands", "AX"), ("ÅLAND ISLANDS", "AX"), ("États-Unis", "US"),
            ("Saint Barthélemy", "BL"), ("Guinea-Bissau", "GW"), ("Guinea", "GN"), ("Niger", "NE"), ("Nigeria", "NG"),
            ("Virgin Islands", nil), ("Dominica", "DM"), ("Dominican Republic", "DO"), ("XK", "XK"), ("PR", "PR"),
            ("", nil), ("U", nil), ("XX", nil), ("ZZ", nil), ("XXX", nil), ("12", nil), ("U1", nil), ("Ü", nil),
            ("Europe", nil),
            ("美国", nil), ("{}", nil), ("@A", nil),
        ])
    func knowsCountries(text: String, expected: String?) {
        #expect(code(text) == expected)
    }

    @Test("have 250 countries, each known by its own code")
    func hasEveryCountry() {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(Unicode.Scalar($0)) }
        let codes = letters.flatMap { first in letters.map { first + $0 } }.filter(isCode)
        // ISO 3166-1 has 249; Kosovo's code is the one that carriers use.
        #expect(codes.count == 250)
        for country in codes {
            #expect(code(country.lowercased()) == country)
            #expect(isCode(country.lowercased()))
        }
        for text in ["", "U", "USA", "U ", " US", "ÜS", "[]", "{}"] { #expect(!isCode(text), "\(text)") }
    }

    @Test("know what an address needs")
    func knowsAddressRules() {
        for (country, needsState, needsPostalCode) in [
            ("US", true, true), ("ca", true, true), ("DE", false, true), ("HK", false, false), ("ae", false, false),
        ] {
            #expect(rules(country).needsState == needsState, "\(country)")
            #expect(rules(country).needsPostalCode == needsPostalCode, "\(country)")
        }
    }

    @Test("know currencies by their letters")
    func readsCurrencies() throws {
        for code in ["USD", "usd", "Eur", "XYZ"] {
            let currency = try #require(Currency(code))
            #expect(currency.code == code.uppercased())
            #expect((0..<3).map { currency.letter($0) } == Array(code.uppercased().utf8))
            #expect(!currency.isUnknown)
        }
        for text in ["", "US", "USDX", "U$D", "U D", "12D", "€", "ÜS", "@AB", "[US"] { #expect(Currency(text) == nil) }
        #expect(Currency.unknown.isUnknown)
        #expect(Currency.unknown.code.isEmpty)
        #expect(Currency("usd") == Currency("USD"))
    }

    @Test(
        "know how many digits a currency has",
        arguments: [
            ("USD", 2), ("EUR", 2), ("GBP", 2), ("CAD", 2), ("CHF", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3),
            ("CLF", 4), ("HUF", 2), ("ISK", 0), ("XYZ", 2),
        ])
    func knowsFractionDigits(code: String, digits: Int) throws {
        #expect(try #require(Currency(code)).fractionDigits == digits)
        #expect(Currency.unknown.fractionDigits == 2)
    }

    @Test("have the 23 carriers of ShipNotice, letter by letter")
    func hasTheCarriersOfShipNotice() {
        let words = """
            USPS UPS FedEx DHL DHLGlobalMail UPSMI BrokersWorldWide FedExInternationalMailService CanadaPost FedExCanada \
            OnTrac Newgistics FirstMile Globegistics LoneStar Asendia RoyalMail APC AccessWorldwide AustraliaPost DHLCanada \
            IMEX Other
            """
        #expect(Carrier.allCases.map(\.rawValue) == words.split(separator: " ").map(String.init))
        #expect(Carrier.allCases.count == 23)
    }

    @Test("write each status as it is called")
    func writesStatuses() {
        #expect(OrderStatus.allCases.count == 6)
        for status in OrderStatus.allCases { #expect("\(status.word)" == status.rawValue) }
    }
}
