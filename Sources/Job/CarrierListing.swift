import Labels
import Orders
import WireFormats

/// The carriers and services that labels are told by, for `waybill carriers` and `waybill services`.
package struct CarrierListing: Sendable {
    /// A carrier's word and the other names that mean it.
    package struct Entry: Hashable, Sendable {
        package var carrier: String
        package var names: [String]
    }

    package let entries: [Entry]

    /// Of the table.
    package init() {
        entries = Carrier.allCases.map { carrier in
            Entry(
                carrier: carrier.rawValue,
                names: CarrierTable.names.filter { $0.carrier == carrier }.flatMap(\.names))
        }
    }

    /// The listing as one JSON object.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append(
            listing: "carriers", entries.map { [("carrier", .text($0.carrier)), ("names", .texts($0.names))] })
        return output.array
    }
}

/// The services that have a name for buyers.
package struct ServiceListing: Sendable {
    /// A service with the codes that mean it.
    package struct Entry: Hashable, Sendable {
        package var service: String
        package var carrier: String
        package var codes: [String]
    }

    package let entries: [Entry]

    /// Of the table.
    package init() {
        entries = ServiceTable.services.map { service in
            let codes = CodeSource.allCases.flatMap { service.codes[$0] ?? [] } + service.codesBesideCarrier
            return Entry(service: service.name, carrier: service.carrier.rawValue, codes: codes)
        }
    }

    /// The listing as one JSON object.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append(
            listing: "services",
            entries.map {
                [("service", .text($0.service)), ("carrier", .text($0.carrier)), ("codes", .texts($0.codes))]
            })
        return output.array
    }
}
