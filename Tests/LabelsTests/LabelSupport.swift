import Labels
import Orders
import WireFormats

/// What a label system makes of one record.
struct DecodedLabel {
    var label: Label
    var rejection: RecordIssue?
    var warnings: [RecordIssue]

    var warningCodes: [String] { warnings.map(\.code.rawValue) }
}

/// Settings of the tests: seven hours behind UTC all year.
let testSettings = LabelSettings(
    file: "labels.txt", timeZone: TimeZoneRules(fixedOffset: -7 * 3600), currency: Currency("USD"),
    stores: StoreNames(["4711": "north", "North Shop": "north"]))

/// Decodes a file of ShipStation's V1 API.
func decodeV1(_ text: String, _ settings: LabelSettings = testSettings) throws(WireError) -> [DecodedLabel] {
    let system = ShipStationV1System()
    var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: system.shape)
    return try decodeAll(from: &reader, system, settings)
}

/// Decodes a file of ShipStation's V2 API.
func decodeV2(_ text: String, _ settings: LabelSettings = testSettings) throws(WireError) -> [DecodedLabel] {
    let system = ShipStationV2System()
    var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: system.shape)
    return try decodeAll(from: &reader, system, settings)
}

/// Decodes a CSV export of ShipStation.
func decodeCSV(_ text: String, _ settings: LabelSettings = testSettings) throws(WireError) -> [DecodedLabel] {
    try decodeTable(text, ShipStationCSVSystem(), settings)
}

/// Decodes a table of any system.
func decodeTable(
    _ text: String, _ system: some LabelSystem, _ settings: LabelSettings = testSettings
) throws(WireError) -> [DecodedLabel] {
    var reader = CSVRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: system.shape)
    return try decodeAll(from: &reader, system, settings)
}

/// Decodes a file of a system whose files are JSON.
func decodeJSON(
    _ text: String, of system: some LabelSystem, _ settings: LabelSettings = testSettings
) throws(WireError) -> [DecodedLabel] {
    var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: system.shape)
    return try decodeAll(from: &reader, system, settings)
}

private func decodeAll<Reader: RecordReader & ~Copyable>(
    from reader: inout Reader, _ system: some LabelSystem, _ settings: LabelSettings
) throws(WireError) -> [DecodedLabel] {
    var decoder = system.decoder(for: settings)
    var decoded: [DecodedLabel] = []
    while try reader.next() {
        var labels: [Label] = []
        var findings = RecordFindings()
        decoder.decode(reader.record, into: &labels, findings: &findings)
        decoded += labels.map {
            DecodedLabel(label: $0, rejection: findings.rejection, warnings: findings.warnings)
        }
    }
    return decoded
}

/// The moment of a date and a time in UTC.
func utc(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) -> Timestamp {
    let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    return Timestamp(seconds: civil.secondsSinceEpoch)
}

/// A date without a time.
func date(_ year: Int, _ month: Int, _ day: Int) -> Timestamp {
    Timestamp(seconds: utc(year, month, day).seconds, isDateOnly: true)
}
