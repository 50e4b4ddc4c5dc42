import WireFormats

/// A folder as OpenLineage sees it, with what a run has read or written there.
package struct LineageDataset: Hashable, Sendable {
    /// Its path from the root.
    package var name: String
    package var files = 0
    /// `nil` where it is not known of each file.
    package var rows: Int? = 0
    package var bytes: Int64? = 0
}

/// Adds up what was read or written in each folder, in the order in which they are first named.
package struct LineageDatasets: Sendable {
    package private(set) var all: [LineageDataset] = []

    package init() {}

    /// Adds a file.
    package mutating func add(_ name: String, rows: Int?, bytes: Int64?) {
        let place = all.firstIndex { $0.name == name } ?? all.endIndex
        if place == all.endIndex { all.append(LineageDataset(name: name)) }
        all[place].files += 1
        all[place].rows = all[place].rows.flatMap { sum in rows.map { sum + $0 } }
        all[place].bytes = all[place].bytes.flatMap { sum in bytes.map { sum + $0 } }
    }
}

/// A run as OpenLineage 2-0-2 sees it: what happens to it, as one line of JSON each.
package struct LineageRun: Hashable, Sendable {
    /// What happens to a run.
    package enum Kind: Hashable, Sendable {
        case start
        /// It came to its end: each record is accounted for.
        case complete
        /// It was stopped, and by what.
        case fail(String)
    }

    /// A UUID.
    package var id: String
    /// The job's name.
    package var job: String

    package init(id: String, job: String) {
        self.id = id
        self.job = job
    }

    private static let producer = "urn:waybill:job"
    private static let specification = "https://openlineage.io/spec/"

    /// An event with its line end.
    /// - Parameters:
    ///   - kind: What happens to the run.
    ///   - time: As `2026-11-24T14:15:00Z`.
    ///   - inputs: What it has read so far.
    ///   - outputs: What it has written so far.
    package func event(
        _ kind: Kind, at time: String, inputs: [LineageDataset], outputs: [LineageDataset]
    ) -> [UInt8] {
        var output = ByteOutput()
        output.append("{\"eventType\":")
        switch kind {
        case .start: output.append("\"START\"")
        case .complete: output.append("\"COMPLETE\"")
        case .fail: output.append("\"FAIL\"")
        }
        output.append(",\"eventTime\":")
        output.append(printableJSONString: time)
        output.append(",\"run\":{\"runId\":")
        output.append(printableJSONString: id)
        if case .fail(let message) = kind {
            output.append(",\"facets\":{\"errorMessage\":{")
            Self.appendFacet("1-0-1", "ErrorMessageRunFacet", to: &output)
            output.append(",\"message\":")
            output.append(printableJSONString: message)
            output.append(",\"programmingLanguage\":\"Swift\"}}")
        }
        output.append("},\"job\":{\"namespace\":\"waybill\",\"name\":")
        output.append(printableJSONString: job)
        output.append("},\"inputs\":[")
        Self.append(inputs, "inputFacets", "inputStatistics", "1-0-0", "InputStatisticsInputDatasetFacet", to: &output)
        output.append("],\"outputs\":[")
        Self.append(
            outputs, "outputFacets", "outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet", to: &output)
        output.append("],\"producer\":")
        output.append(printableJSONString: Self.producer)
        output.append(",\"schemaURL\":")
        output.append(printableJSONString: Self.specification + "2-0-2/OpenLineage.json#/$defs/RunEvent")
        output.append("}\n")
        return output.array
    }

    private static func append(
        _ datasets: [LineageDataset], _ group: String, _ facet: String, _ version: String, _ schema: String,
        to output: inout ByteOutput
    ) {
        for (index, dataset) in datasets.enumerated() {
            if index > 0 { output.append(",") }
            output.append("{\"namespace\":\"file\",\"name\":")
            output.append(printableJSONString: dataset.name)
            output.append(",")
            output.append(printableJSONString: group)
            output.append(":{")
            output.append(printableJSONString: facet)
            output.append(":{")
            appendFacet(version, schema, to: &output)
            for case (let name, let number?) in [
                ("rowCount", dataset.rows.map(Int64.init)), ("size", dataset.bytes),
                ("fileCount", Int64(dataset.files)),
            ] {
                output.append(",")
                output.append(printableJSONString: name)
                output.append(":")
                output.append(integer: number)
            }
            output.append("}}}")
        }
    }

    /// What every facet begins with.
    private static func appendFacet(_ version: String, _ schema: String, to output: inout ByteOutput) {
        output.append("\"_producer\":")
        output.append(printableJSONString: producer)
        output.append(",\"_schemaURL\":")
        output.append(printableJSONString: "\(specification)facets/\(version)/\(schema).json#/$defs/\(schema)")
    }
}
