/// From the codes that label systems have for services to the names that buyers know.
package enum ServiceTable {
    /// What a system's word for a service comes to.
    package enum Name: Hashable, Sendable {
        /// A name for people.
        case known(String)
        /// A code that the table does not have.
        case unknown
    }

    /// The name of a service, without its carrier, as in ShipNotice's sample [D: `Priority Mail`].
    ///
    /// What is written with capitals or blanks is a name already and stays as it is.
    /// - Parameter carrier: The carrier's name, for systems in which several carriers have a service of one name.
    package static func name(of service: String, carrier: String? = nil) -> Name {
        if let carrier, let name = namesOfCarriers[carrier]?[service] { return .known(name) }
        if let name = names[service] { return .known(name) }
        let isCode = service.utf8.allSatisfy {
            $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 122)
        }
        return isCode ? .unknown : .known(service)
    }

    private static let names = [shipStation, worldShip, stamps, shippo, karrio].reduce(into: [:]) { names, system in
        names.merge(system) { first, _ in first }
    }

    /// ShipStation's codes, V1 and V2 [D, C: shipstation-formats §4.9].
    private static let shipStation: [String: String] = [
        "usps_ground_advantage": "Ground Advantage",
        "usps_priority_mail": "Priority Mail",
        "usps_priority_mail_express": "Priority Mail Express",
        "usps_first_class_mail": "First Class Mail",
        "usps_media_mail": "Media Mail",
        "usps_library_mail": "Library Mail",
        "usps_parcel_select": "Parcel Select",
        "usps_parcel_select_lightweight": "Parcel Select Lightweight",
        "usps_priority_mail_international": "Priority Mail International",
        "usps_priority_mail_express_international": "Priority Mail Express International",
        "usps_first_class_mail_international": "First Class Mail International",
        "ups_ground": "Ground",
        "ups_ground_saver": "Ground Saver",
        "ups_surepost_less_than_1_lb": "SurePost Less than 1 lb",
        "ups_surepost_1_lb_or_greater": "SurePost 1 lb or Greater",
        "ups_3_day_select": "3 Day Select",
        "ups_2nd_day_air": "2nd Day Air",
        "ups_2nd_day_air_am": "2nd Day Air AM",
        "ups_next_day_air": "Next Day Air",
        "ups_next_day_air_saver": "Next Day Air Saver",
        "ups_next_day_air_early_am": "Next Day Air Early AM",
        "ups_standard_international": "Standard",
        "fedex_ground": "Ground",
        "fedex_home_delivery": "Home Delivery",
        "fedex_2day": "2Day",
        "fedex_2day_am": "2Day AM",
        "fedex_express_saver": "Express Saver",
        "fedex_standard_overnight": "Standard Overnight",
        "fedex_priority_overnight": "Priority Overnight",
        "fedex_first_overnight": "First Overnight",
        "fedex_ground_international": "International Ground",
        "fedex_international_economy": "International Economy",
        "fedex_international_priority": "International Priority",
        "fedex_international_first": "International First",
        "fedex_europe_first": "Europe First",
        "fedex_1_day_freight": "1Day Freight",
        "fedex_2_day_freight": "2Day Freight",
        "fedex_3_day_freight": "3Day Freight",
    ]

    /// WorldShip writes them in capitals, too [C: ShipWorks' list of WorldShip's descriptions].
    private static let worldShip: [String: String] = [
        "GROUND": "Ground",
        "3 DAY SELECT": "3 Day Select",
        "2ND DAY AIR": "2nd Day Air",
        "2ND DAY AIR AM": "2nd Day Air AM",
        "NEXT DAY AIR": "Next Day Air",
        "NEXT DAY AIR SAVER": "Next Day Air Saver",
        "NEXT DAY AIR EARLY AM": "Next Day Air Early AM",
        "STANDARD": "Standard",
        "EXPRESS": "Express",
        "EXPRESS EARLY AM": "Express Early AM",
        "EXPRESS SAVER": "Express Saver",
        "EXPEDITED": "Expedited",
        "3 DAY SELECT TO THE UNITED STATES": "3 Day Select to the United States",
        "WORLDWIDE EXPRESS": "Worldwide Express",
        "WORLDWIDE EXPRESS PLUS": "Worldwide Express Plus",
        "WORLDWIDE EXPEDITED": "Worldwide Expedited",
        "WORLDWIDE SAVER": "Worldwide Saver",
        "SUREPOST LESS THAN 1 LB": "SurePost Less than 1 lb",
        "SUREPOST 1 LB OR GREATER": "SurePost 1 lb or Greater",
        "SUREPOST BOUND PRINTED MATTER": "SurePost Bound Printed Matter",
        "SUREPOST MEDIA": "SurePost Media",
        "FIRST CLASS MAIL": "First Class Mail",
        "PRIORITY MAIL": "Priority Mail",
        "EXPEDITED MAIL INNOVATIONS": "Expedited Mail Innovations",
        "ECONOMY MAIL INNOVATIONS": "Economy Mail Innovations",
        "PRIORITY MAIL INNOVATIONS": "Priority Mail Innovations",
    ]

    /// Stamps.com's mail classes: the first [C: a public export]; the others by their pattern [I].
    private static let stamps: [String: String] = [
        "first class": "First Class Mail",
        "first class mail": "First Class Mail",
        "first class international": "First Class Mail International",
        "ground advantage": "Ground Advantage",
        "priority mail": "Priority Mail",
        "priority mail international": "Priority Mail International",
        "priority mail express": "Priority Mail Express",
        "media mail": "Media Mail",
        "library mail": "Library Mail",
        "parcel select": "Parcel Select",
    ]

    /// Shippo's tokens, where they are not those above [D: docs.goshippo.com, service levels].
    private static let shippo: [String: String] = [
        "usps_priority": "Priority Mail",
        "usps_priority_express": "Priority Mail Express",
        "usps_first": "First Class Mail",
        "ups_second_day_air": "2nd Day Air",
        "ups_second_day_air_am": "2nd Day Air AM",
        "fedex_2_day": "2Day",
        "fedex_2_day_am": "2Day AM",
        "fedex_ground_economy": "Ground Economy",
        "fedex_smart_post": "SmartPost",
    ]

    /// karrio's codes, where they are not those above [C: karrioapi/karrio].
    private static let karrio: [String: String] = [
        "canadapost_regular_parcel": "Regular Parcel",
        "canadapost_expedited_parcel": "Expedited Parcel",
        "canadapost_xpresspost": "Xpresspost",
        "canadapost_priority": "Priority",
        "fedex_international_priority_express": "International Priority Express",
        "ups_express": "Express",
        "ups_standard": "Standard",
    ]

    /// EasyPost's names, which each carrier has for itself [C: EasyPost/examples].
    private static let namesOfCarriers: [String: [String: String]] = [
        "USPS": [
            "GroundAdvantage": "Ground Advantage",
            "Priority": "Priority Mail",
            "Express": "Priority Mail Express",
            "First": "First Class Mail",
            "MediaMail": "Media Mail",
            "LibraryMail": "Library Mail",
            "ParcelSelect": "Parcel Select",
            "PriorityMailInternational": "Priority Mail International",
            "ExpressMailInternational": "Priority Mail Express International",
            "FirstClassPackageInternationalService": "First Class Package International",
        ],
        "UPS": upsOfEasyPost,
        "UPSDAP": upsOfEasyPost,
        "FedEx": fedExOfEasyPost,
        "FedExDefault": fedExOfEasyPost,
    ]

    private static let upsOfEasyPost = [
        "NextDayAir": "Next Day Air",
        "NextDayAirSaver": "Next Day Air Saver",
        "NextDayAirEarlyAM": "Next Day Air Early AM",
        "2ndDayAir": "2nd Day Air",
        "2ndDayAirAM": "2nd Day Air AM",
        "3DaySelect": "3 Day Select",
        "UPSStandard": "Standard",
        "GroundSaver": "Ground Saver",
    ]

    private static let fedExOfEasyPost = [
        "FEDEX_GROUND": "Ground",
        "GROUND_HOME_DELIVERY": "Home Delivery",
        "FEDEX_2_DAY": "2Day",
        "FEDEX_2_DAY_AM": "2Day AM",
        "FEDEX_EXPRESS_SAVER": "Express Saver",
        "STANDARD_OVERNIGHT": "Standard Overnight",
        "PRIORITY_OVERNIGHT": "Priority Overnight",
        "FIRST_OVERNIGHT": "First Overnight",
        "SMART_POST": "SmartPost",
        "INTERNATIONAL_ECONOMY": "International Economy",
        "INTERNATIONAL_PRIORITY": "International Priority",
    ]
}
