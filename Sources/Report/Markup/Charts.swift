/// A number that is drawn, with its name.
struct Bar {
    var label: String
    var value: Int
    /// The value as people read it.
    var text: String

    init(_ label: String, _ value: Int, text: String? = nil) {
        self.label = label
        self.value = value
        self.text = text ?? Shown.count(value)
    }
}

/// Drawings in SVG that grow with the page: lengths across are percentages, texts keep their size on a phone.
///
/// A drawing is one picture for a screen reader, with a title and a description; all its numbers stand in a table besides.
enum Chart {
    /// Bars one below the other, each with its name and number above.
    static func bars(_ bars: [Bar], id: String, title: String, description: String) -> HTML {
        let most = bars.map(\.value).max() ?? 0
        return picture(id, height: bars.count * 42, title, description) {
            for (index, bar) in bars.enumerated() {
                text(bar.label, x: "0", y: index * 42 + 14)
                text(bar.text, x: "100%", y: index * 42 + 14, anchor: "end", name: "number")
                rectangle(x: "0", y: index * 42 + 21, width: "100%", height: 10, name: "track")
                rectangle(
                    x: "0", y: index * 42 + 21, width: share(bar.value, of: most), height: 10, name: "bar")
            }
        }
    }

    /// One bar of several parts; the parts are told apart by the list beside it.
    /// - Parameter whole: What would take all of the width: the sum of the longest bar.
    static func parts(
        _ parts: [(name: String, value: Int)], of whole: Int, id: String, title: String, description: String
    ) -> HTML {
        var start = 0
        var pieces: [HTML] = []
        for part in parts where part.value > 0 {
            pieces.append(
                rectangle(
                    x: share(start, of: whole), y: 0, width: share(part.value, of: whole), height: 18,
                    name: "part \(part.name)"))
            start += part.value
        }
        return picture(id, height: 18, title, description) {
            rectangle(x: "0", y: 0, width: "100%", height: 18, name: "track")
            pieces
        }
    }

    /// Columns side by side, for what goes on in time: the highest has its number.
    ///
    /// A few have their names below, of many the
    /// first and the last.
    static func columns(_ bars: [Bar], id: String, title: String, description: String) -> HTML {
        let most = bars.map(\.value).max() ?? 0
        let (top, height) = (20, 120)
        let slots = max(bars.count, 5) * 20
        return picture(id, height: top + height + 24, title, description) {
            if let highest = bars.first(where: { $0.value == most }) {
                text("highest: \(highest.text)", x: "0", y: 12, name: "quiet")
            }
            for (index, bar) in bars.enumerated() {
                let size = most == 0 ? 0 : max(bar.value > 0 ? 2 : 0, bar.value * height / most)
                rectangle(
                    x: share(index * 20 + 3, of: slots), y: top + height - size, width: share(14, of: slots),
                    height: size, name: "bar")
                if bars.count <= 5 {
                    text(
                        bar.label, x: share(index * 20 + 10, of: slots), y: top + height + 18, anchor: "middle",
                        name: "quiet")
                }
            }
            rectangle(x: "0", y: top + height, width: "100%", height: 1, name: "axis")
            if bars.count > 5, let first = bars.first, let last = bars.last {
                text(first.label, x: "0", y: top + height + 18, name: "quiet")
                text(last.label, x: "100%", y: top + height + 18, anchor: "end", name: "quiet")
            }
        }
    }

    // MARK: - Shapes

    private static func picture(
        _ id: String, height: Int, _ title: String, _ description: String, @HTMLBuilder _ content: () -> HTML
    ) -> HTML {
        block(
            "svg",
            [
                "role": "img", "width": "100%", "height": "\(height)", "aria-labelledby": "\(id)-title \(id)-text",
            ]
        ) {
            inline("title", ["id": "\(id)-title"]) { title }
            inline("desc", ["id": "\(id)-text"]) { description }
            content()
        }
    }

    private static func rectangle(x: String, y: Int, width: String, height: Int, name: String) -> HTML {
        inline("rect", ["class": name, "x": x, "y": "\(y)", "width": width, "height": "\(height)"])
    }

    private static func text(
        _ text: String, x: String, y: Int, anchor: String = "start", name: String = "label"
    ) -> HTML {
        inline("text", ["class": name, "x": x, "y": "\(y)", "text-anchor": anchor]) { text }
    }

    /// `42.5%`; whole numbers alone, so that a page is the same on every machine.
    static func share(_ value: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0%" }
        let tenths = value * 1000 / whole
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }
}
