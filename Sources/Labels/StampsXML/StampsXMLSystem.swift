package import WireFormats

/// The batches of Stamps.com's desktop program, exported as XML after printing [C: shipstation-formats §4.7].
package struct StampsXMLSystem: LabelSystem {
    package init() {}

    private static let root = RootElement(
        localName: "Print", namespace: "http://stamps.com/xml/namespace/2009/8/Client/BatchProcessingV1")

    package var id: String { "stamps-xml" }
    package var title: String { "Stamps.com XML export" }
    package var recognition: String {
        "XML whose root is `Print` in the namespace `\(Self.root.namespace)`"
    }
    package var wire: WireFormat { .xml }
    package var shape: RecordShape { .stampsXML }
    /// The program writes the clock of its own computer; that it stands in the east of the United States is a guess [I].
    package var timeZone: String { "America/New_York" }

    package func recognises(_ head: LabelFileHead) -> Bool { head.root == Self.root }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        StampsXMLDecoder(settings: settings, system: id)
    }
}
