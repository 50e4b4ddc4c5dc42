import Orders

extension ServiceTable {
    /// Every service that has a name here.
    ///
    /// ShipStation's codes [D, C: shipstation-formats §4.9], WorldShip's descriptions in capitals [C: ShipWorks' list of
    /// them], EasyPost's names [C: EasyPost/examples], Stamps.com's mail classes: `first class` [C: a public export], the
    /// others by its pattern [I]. Shippo's and karrio's where they are not ShipStation's [D: docs.goshippo.com, service
    /// levels; C: karrioapi/karrio], FedEx's own [D: its list of service types].
    package static let services: [Service] = postal + ups + mailInnovations + fedEx + canadaPost

    /// Classes of the Postal Service.
    private static let postal: [Service] = [
        Service(
            "Ground Advantage", .usps, shipStation: ["usps_ground_advantage"], easyPost: ["GroundAdvantage"],
            stamps: ["ground advantage"]),
        Service(
            "Priority Mail", .usps, shipStation: ["usps_priority_mail"], shippo: ["usps_priority"],
            stamps: ["priority mail"], besideCarrier: ["Priority"]),
        Service(
            "Priority Mail Express", .usps, shipStation: ["usps_priority_mail_express"],
            shippo: ["usps_priority_express"], stamps: ["priority mail express"], besideCarrier: ["Express"]),
        Service(
            "First Class Mail", .usps, shipStation: ["usps_first_class_mail"], shippo: ["usps_first"],
            stamps: ["first class", "first class mail"], besideCarrier: ["First"]),
        Service("Media Mail", .usps, shipStation: ["usps_media_mail"], easyPost: ["MediaMail"], stamps: ["media mail"]),
        Service(
            "Library Mail", .usps, shipStation: ["usps_library_mail"], easyPost: ["LibraryMail"],
            stamps: ["library mail"]),
        Service(
            "Parcel Select", .usps, shipStation: ["usps_parcel_select"], easyPost: ["ParcelSelect"],
            stamps: ["parcel select"]),
        Service("Parcel Select Lightweight", .usps, shipStation: ["usps_parcel_select_lightweight"]),
        Service(
            "Priority Mail International", .usps, shipStation: ["usps_priority_mail_international"],
            easyPost: ["PriorityMailInternational"], stamps: ["priority mail international"]),
        Service(
            "Priority Mail Express International", .usps, shipStation: ["usps_priority_mail_express_international"],
            easyPost: ["ExpressMailInternational"]),
        Service(
            "First Class Mail International", .usps, shipStation: ["usps_first_class_mail_international"],
            stamps: ["first class international"]),
        Service(
            "First Class Package International", .usps, easyPost: ["FirstClassPackageInternationalService"],
            shippo: ["usps_first_class_package_international_service"]),
    ]

    /// Services of UPS.
    private static let ups: [Service] = [
        Service("Ground", .ups, shipStation: ["ups_ground"], worldShip: ["GROUND"]),
        Service("Ground Saver", .ups, shipStation: ["ups_ground_saver"], easyPost: ["GroundSaver"]),
        Service(
            "SurePost Less than 1 lb", .ups, shipStation: ["ups_surepost_less_than_1_lb"],
            worldShip: ["SUREPOST LESS THAN 1 LB"]),
        Service(
            "SurePost 1 lb or Greater", .ups, shipStation: ["ups_surepost_1_lb_or_greater"],
            worldShip: ["SUREPOST 1 LB OR GREATER"]),
        Service("SurePost Bound Printed Matter", .ups, worldShip: ["SUREPOST BOUND PRINTED MATTER"]),
        Service("SurePost Media", .ups, worldShip: ["SUREPOST MEDIA"]),
        Service(
            "3 Day Select", .ups, shipStation: ["ups_3_day_select"], easyPost: ["3DaySelect"],
            worldShip: ["3 DAY SELECT"]),
        Service(
            "2nd Day Air", .ups, shipStation: ["ups_2nd_day_air"], easyPost: ["2ndDayAir"],
            shippo: ["ups_second_day_air"], worldShip: ["2ND DAY AIR"]),
        Service(
            "2nd Day Air AM", .ups, shipStation: ["ups_2nd_day_air_am"], easyPost: ["2ndDayAirAM"],
            shippo: ["ups_second_day_air_am"], worldShip: ["2ND DAY AIR AM"]),
        Service(
            "Next Day Air", .ups, shipStation: ["ups_next_day_air"], easyPost: ["NextDayAir"],
            worldShip: ["NEXT DAY AIR"]),
        Service(
            "Next Day Air Saver", .ups, shipStation: ["ups_next_day_air_saver"], easyPost: ["NextDayAirSaver"],
            worldShip: ["NEXT DAY AIR SAVER"]),
        Service(
            "Next Day Air Early AM", .ups, shipStation: ["ups_next_day_air_early_am"], easyPost: ["NextDayAirEarlyAM"],
            worldShip: ["NEXT DAY AIR EARLY AM"]),
        Service(
            "Standard", .ups, shipStation: ["ups_standard_international"], easyPost: ["UPSStandard"],
            karrio: ["ups_standard"], worldShip: ["STANDARD"]),
        Service("Express", .ups, karrio: ["ups_express"], worldShip: ["EXPRESS"]),
        Service("Express Early AM", .ups, worldShip: ["EXPRESS EARLY AM"]),
        Service("Express Saver", .ups, worldShip: ["EXPRESS SAVER"]),
        Service("Expedited", .ups, worldShip: ["EXPEDITED"]),
        Service("3 Day Select to the United States", .ups, worldShip: ["3 DAY SELECT TO THE UNITED STATES"]),
        Service("Worldwide Express", .ups, shipStation: ["ups_worldwide_express"], worldShip: ["WORLDWIDE EXPRESS"]),
        Service(
            "Worldwide Express Plus", .ups, shipStation: ["ups_worldwide_express_plus"],
            worldShip: ["WORLDWIDE EXPRESS PLUS"]),
        Service(
            "Worldwide Expedited", .ups, shipStation: ["ups_worldwide_expedited"], worldShip: ["WORLDWIDE EXPEDITED"]),
        Service("Worldwide Saver", .ups, shipStation: ["ups_worldwide_saver"], worldShip: ["WORLDWIDE SAVER"]),
    ]

    /// Products of UPS Mail Innovations, of which two have names of the Postal Service's classes.
    private static let mailInnovations: [Service] = [
        Service("First Class Mail", .upsMailInnovations, worldShip: ["FIRST CLASS MAIL"]),
        Service("Priority Mail", .upsMailInnovations, worldShip: ["PRIORITY MAIL"]),
        Service("Expedited Mail Innovations", .upsMailInnovations, worldShip: ["EXPEDITED MAIL INNOVATIONS"]),
        Service("Economy Mail Innovations", .upsMailInnovations, worldShip: ["ECONOMY MAIL INNOVATIONS"]),
        Service("Priority Mail Innovations", .upsMailInnovations, worldShip: ["PRIORITY MAIL INNOVATIONS"]),
    ]

    /// Services of FedEx.
    private static let fedEx: [Service] = [
        Service("Ground", .fedEx, shipStation: ["fedex_ground"], fedEx: ["FEDEX_GROUND"]),
        Service("Home Delivery", .fedEx, shipStation: ["fedex_home_delivery"], fedEx: ["GROUND_HOME_DELIVERY"]),
        Service("Ground Economy", .fedEx, shippo: ["fedex_ground_economy"]),
        Service("SmartPost", .fedEx, shippo: ["fedex_smart_post"], fedEx: ["SMART_POST"]),
        Service("2Day", .fedEx, shipStation: ["fedex_2day"], shippo: ["fedex_2_day"], fedEx: ["FEDEX_2_DAY"]),
        Service(
            "2Day AM", .fedEx, shipStation: ["fedex_2day_am"], shippo: ["fedex_2_day_am"], fedEx: ["FEDEX_2_DAY_AM"]),
        Service("Express Saver", .fedEx, shipStation: ["fedex_express_saver"], fedEx: ["FEDEX_EXPRESS_SAVER"]),
        Service("Standard Overnight", .fedEx, shipStation: ["fedex_standard_overnight"], fedEx: ["STANDARD_OVERNIGHT"]),
        Service("Priority Overnight", .fedEx, shipStation: ["fedex_priority_overnight"], fedEx: ["PRIORITY_OVERNIGHT"]),
        Service("First Overnight", .fedEx, shipStation: ["fedex_first_overnight"], fedEx: ["FIRST_OVERNIGHT"]),
        Service("International Ground", .fedEx, shipStation: ["fedex_ground_international"]),
        Service(
            "International Economy", .fedEx, shipStation: ["fedex_international_economy"],
            fedEx: ["INTERNATIONAL_ECONOMY"]),
        Service(
            "International Priority", .fedEx, shipStation: ["fedex_international_priority"],
            fedEx: ["INTERNATIONAL_PRIORITY", "FEDEX_INTERNATIONAL_PRIORITY"]),
        Service(
            "International Priority Express", .fedEx, karrio: ["fedex_international_priority_express"],
            fedEx: ["FEDEX_INTERNATIONAL_PRIORITY_EXPRESS"]),
        Service(
            "International First", .fedEx, shipStation: ["fedex_international_first"], fedEx: ["INTERNATIONAL_FIRST"]),
        Service(
            "Europe First", .fedEx, shipStation: ["fedex_europe_first"], fedEx: ["EUROPE_FIRST_INTERNATIONAL_PRIORITY"]),
        Service("1Day Freight", .fedEx, shipStation: ["fedex_1_day_freight"], fedEx: ["FEDEX_1_DAY_FREIGHT"]),
        Service("2Day Freight", .fedEx, shipStation: ["fedex_2_day_freight"], fedEx: ["FEDEX_2_DAY_FREIGHT"]),
        Service("3Day Freight", .fedEx, shipStation: ["fedex_3_day_freight"], fedEx: ["FEDEX_3_DAY_FREIGHT"]),
    ]

    /// Services of Canada Post.
    private static let canadaPost: [Service] = [
        Service("Regular Parcel", .canadaPost, karrio: ["canadapost_regular_parcel"]),
        Service("Expedited Parcel", .canadaPost, karrio: ["canadapost_expedited_parcel"]),
        Service("Xpresspost", .canadaPost, karrio: ["canadapost_xpresspost"]),
        Service("Priority", .canadaPost, karrio: ["canadapost_priority"]),
    ]
}
