/// The countries of ISO 3166-1: what a ship-to country is checked against and turned into.
package enum Country {
    /// How an address in a country is written.
    package struct AddressRules: Hashable, Sendable {
        package var needsState: Bool
        package var needsPostalCode: Bool
    }

    /// The two letters for what a file has: two letters in any case, three letters, or the English name.
    /// - Returns: `nil` for what is no country.
    package static func code(_ text: Span<UInt8>) -> String? {
        if isCode(text) { return String(decoding: [text[0] & 0xDF, text[1] & 0xDF], as: UTF8.self) }
        return codesByName[letters(of: text)]
    }

    /// The unmarked letters of a name, lower case: what names are compared by.
    private static func letters(of text: Span<UInt8>) -> String {
        var letters: [UInt8] = []
        for index in text.indices {
            let letter = text[index] | 0x20
            if letter >= 0x61 && letter <= 0x7A { letters.append(letter) }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Whether a text is a country's two letters, in any case.
    package static func isCode(_ text: Span<UInt8>) -> Bool {
        guard text.count == 2 else { return false }
        let first = Int(text[0] & 0xDF) - 65
        let second = Int(text[1] & 0xDF) - 65
        guard first >= 0, first < 26, second >= 0, second < 26, text[0] >= 65, text[1] >= 65 else { return false }
        return known[first] & (1 << UInt32(second)) != 0
    }

    /// What an address needs besides name, street and city.
    package static func addressRules(_ code: Span<UInt8>) -> AddressRules {
        let key = UInt16(code[0] & 0xDF) << 8 | UInt16(code[1] & 0xDF)
        return AddressRules(needsState: withStates.contains(key), needsPostalCode: !withoutPostalCodes.contains(key))
    }

    /// Countries whose post needs the state or province in the address.
    private static let withStates = keys("AU BR CA MX US")

    /// Countries and territories without postal codes, or where they are not in use.
    private static let withoutPostalCodes = keys(
        """
        AE AG AN AO AQ AW BF BI BJ BO BQ BS BV BW BZ CD CF CG CI CK CM CW DJ DM EH ER FJ GA GD GH GM GN GQ GW GY HK HM IE JM KI KM KN
        KP LC LY ML MO MR MS MW NR NU PA QA RW SB SC SL SO SR SS ST SX SY TD TF TG TK TL TO TT TV TZ UG VC VU WS YE ZW
        """)

    private static func keys(_ codes: String) -> Set<UInt16> {
        Set(codes.split { $0.isWhitespace }.map { $0.utf8.reduce(0) { $0 << 8 | UInt16($1) } })
    }

    /// For each first letter the second letters that make a code, as bits.
    private static let known: [UInt32] = {
        var bits = [UInt32](repeating: 0, count: 26)
        for entry in table.split(separator: "|") {
            let letters = Array(entry.utf8.prefix(2))
            bits[Int(letters[0]) - 65] |= 1 << UInt32(letters[1] - 65)
        }
        return bits
    }()

    /// By three letters or by name, lower case, letters only.
    private static let codesByName: [String: String] = {
        var codes: [String: String] = [
            "uk": "GB", "greatbritain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
            "northernireland": "GB", "unitedstatesofamerica": "US", "usofa": "US", "czechia": "CZ",
            "korearepublicof": "KR", "republicofkorea": "KR", "russianfederation": "RU", "vietnam": "VN",
            "thenetherlands": "NL", "holland": "NL", "turkiye": "TR", "macau": "MO", "cotedivoire": "CI", "el": "GR",
            "brasil": "BR", "deutschland": "DE", "espana": "ES", "italia": "IT", "mexique": "MX", "etatsunis": "US",
        ]
        for entry in table.split(separator: "|") {
            let parts = entry.split(separator: " ", maxSplits: 2)
            codes[parts[1].lowercased()] = String(parts[0])
            codes[parts[2].lowercased().filter { $0 >= "a" && $0 <= "z" }] = String(parts[0])
        }
        for (code, name) in namesWithMarks { codes[letters(of: Array(name.utf8).span)] = code }
        return codes
    }()

    /// Names that are written with marks above or below letters, which the table has without.
    private static let namesWithMarks = [
        ("AX", "Åland Islands"), ("BL", "Saint Barthélemy"), ("BR", "Brésil"), ("CI", "Côte d'Ivoire"),
        ("CW", "Curaçao"),
        ("ES", "España"), ("MX", "México"), ("RE", "Réunion"), ("ST", "São Tomé and Príncipe"), ("TR", "Türkiye"),
        ("US", "États-Unis"),
    ]

    /// Two letters, three letters and the English name of each country.
    private static let table =
        """
        AF AFG Afghanistan|AX ALA Aland Islands|AL ALB Albania|DZ DZA Algeria|AS ASM American Samoa|AD AND Andorra|\
        AO AGO Angola|AI AIA Anguilla|AQ ATA Antarctica|AG ATG Antigua and Barbuda|AR ARG Argentina|AM ARM Armenia|\
        AW ABW Aruba|AU AUS Australia|AT AUT Austria|AZ AZE Azerbaijan|BS BHS Bahamas|BH BHR Bahrain|\
        BD BGD Bangladesh|BB BRB Barbados|BY BLR Belarus|BE BEL Belgium|BZ BLZ Belize|BJ BEN Benin|BM BMU Bermuda|\
        BT BTN Bhutan|BO BOL Bolivia|BQ BES Bonaire, Sint Eustatius and Saba|BA BIH Bosnia and Herzegovina|\
        BW BWA Botswana|BV BVT Bouvet Island|BR BRA Brazil|IO IOT British Indian Ocean Territory|BN BRN Brunei|\
        BG BGR Bulgaria|BF BFA Burkina Faso|BI BDI Burundi|CV CPV Cape Verde|KH KHM Cambodia|CM CMR Cameroon|\
        CA CAN Canada|KY CYM Cayman Islands|CF CAF Central African Republic|TD TCD Chad|CL CHL Chile|CN CHN China|\
        CX CXR Christmas Island|CC CCK Cocos (Keeling) Islands|CO COL Colombia|KM COM Comoros|CG COG Congo|\
        CD COD Democratic Republic of the Congo|CK COK Cook Islands|CR CRI Costa Rica|CI CIV Ivory Coast|\
        HR HRV Croatia|CU CUB Cuba|CW CUW Curacao|CY CYP Cyprus|CZ CZE Czech Republic|DK DNK Denmark|DJ DJI Djibouti|\
        DM DMA Dominica|DO DOM Dominican Republic|EC ECU Ecuador|EG EGY Egypt|SV SLV El Salvador|\
        GQ GNQ Equatorial Guinea|ER ERI Eritrea|EE EST Estonia|SZ SWZ Eswatini|ET ETH Ethiopia|\
        FK FLK Falkland Islands|FO FRO Faroe Islands|FJ FJI Fiji|FI FIN Finland|FR FRA France|GF GUF French Guiana|\
        PF PYF French Polynesia|TF ATF French Southern Territories|GA GAB Gabon|GM GMB Gambia|GE GEO Georgia|\
        DE DEU Germany|GH GHA Ghana|GI GIB Gibraltar|GR GRC Greece|GL GRL Greenland|GD GRD Grenada|GP GLP Guadeloupe|\
        GU GUM Guam|GT GTM Guatemala|GG GGY Guernsey|GN GIN Guinea|GW GNB Guinea-Bissau|GY GUY Guyana|HT HTI Haiti|\
        HM HMD Heard Island and McDonald Islands|VA VAT Vatican City|HN HND Honduras|HK HKG Hong Kong|HU HUN Hungary|\
        IS ISL Iceland|IN IND India|ID IDN Indonesia|IR IRN Iran|IQ IRQ Iraq|IE IRL Ireland|IM IMN Isle of Man|\
        IL ISR Israel|IT ITA Italy|JM JAM Jamaica|JP JPN Japan|JE JEY Jersey|JO JOR Jordan|KZ KAZ Kazakhstan|\
        KE KEN Kenya|KI KIR Kiribati|KP PRK North Korea|KR KOR South Korea|XK XKX Kosovo|KW KWT Kuwait|\
        KG KGZ Kyrgyzstan|LA LAO Laos|LV LVA Latvia|LB LBN Lebanon|LS LSO Lesotho|LR LBR Liberia|LY LBY Libya|\
        LI LIE Liechtenstein|LT LTU Lithuania|LU LUX Luxembourg|MO MAC Macao|MG MDG Madagascar|MW MWI Malawi|\
        MY MYS Malaysia|MV MDV Maldives|ML MLI Mali|MT MLT Malta|MH MHL Marshall Islands|MQ MTQ Martinique|\
        MR MRT Mauritania|MU MUS Mauritius|YT MYT Mayotte|MX MEX Mexico|FM FSM Micronesia|MD MDA Moldova|\
        MC MCO Monaco|MN MNG Mongolia|ME MNE Montenegro|MS MSR Montserrat|MA MAR Morocco|MZ MOZ Mozambique|\
        MM MMR Myanmar|NA NAM Namibia|NR NRU Nauru|NP NPL Nepal|NL NLD Netherlands|NC NCL New Caledonia|\
        NZ NZL New Zealand|NI NIC Nicaragua|NE NER Niger|NG NGA Nigeria|NU NIU Niue|NF NFK Norfolk Island|\
        MK MKD North Macedonia|MP MNP Northern Mariana Islands|NO NOR Norway|OM OMN Oman|PK PAK Pakistan|\
        PW PLW Palau|PS PSE Palestine|PA PAN Panama|PG PNG Papua New Guinea|PY PRY Paraguay|PE PER Peru|\
        PH PHL Philippines|PN PCN Pitcairn|PL POL Poland|PT PRT Portugal|PR PRI Puerto Rico|QA QAT Qatar|\
        RE REU Reunion|RO ROU Romania|RU RUS Russia|RW RWA Rwanda|BL BLM Saint Barthelemy|SH SHN Saint Helena|\
        KN KNA Saint Kitts and Nevis|LC LCA Saint Lucia|MF MAF Saint Martin|PM SPM Saint Pierre and Miquelon|\
        VC VCT Saint Vincent and the Grenadines|WS WSM Samoa|SM SMR San Marino|ST STP Sao Tome and Principe|\
        SA SAU Saudi Arabia|SN SEN Senegal|RS SRB Serbia|SC SYC Seychelles|SL SLE Sierra Leone|SG SGP Singapore|\
        SX SXM Sint Maarten|SK SVK Slovakia|SI SVN Slovenia|SB SLB Solomon Islands|SO SOM Somalia|\
        ZA ZAF South Africa|GS SGS South Georgia and the South Sandwich Islands|SS SSD South Sudan|ES ESP Spain|\
        LK LKA Sri Lanka|SD SDN Sudan|SR SUR Suriname|SJ SJM Svalbard and Jan Mayen|SE SWE Sweden|CH CHE Switzerland|\
        SY SYR Syria|TW TWN Taiwan|TJ TJK Tajikistan|TZ TZA Tanzania|TH THA Thailand|TL TLS Timor-Leste|TG TGO Togo|\
        TK TKL Tokelau|TO TON Tonga|TT TTO Trinidad and Tobago|TN TUN Tunisia|TR TUR Turkey|TM TKM Turkmenistan|\
        TC TCA Turks and Caicos Islands|TV TUV Tuvalu|UG UGA Uganda|UA UKR Ukraine|AE ARE United Arab Emirates|\
        GB GBR United Kingdom|US USA United States|UM UMI United States Minor Outlying Islands|UY URY Uruguay|\
        UZ UZB Uzbekistan|VU VUT Vanuatu|VE VEN Venezuela|VN VNM Vietnam|VG VGB British Virgin Islands|\
        VI VIR US Virgin Islands|WF WLF Wallis and Futuna|EH ESH Western Sahara|YE YEM Yemen|ZM ZMB Zambia|\
        ZW ZWE Zimbabwe
        """
}
