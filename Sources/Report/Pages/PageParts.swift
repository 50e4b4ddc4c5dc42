/// The parts that pages are made of.
enum Part {
    /// A whole page.
    static func page(
        title: String, over: String, verdict: HTML, sections: [(id: String, title: String, body: HTML)],
        facts: [(name: String, value: String)], footer: String
    ) -> [UInt8] {
        HTML.page(
            block("html", ["lang": "en"]) {
                block("head") {
                    HTML(void: "meta", ["charset": "utf-8"])
                    HTML(void: "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                    HTML(
                        void: "meta",
                        [
                            "http-equiv": "Content-Security-Policy",
                            "content": "default-src 'none'; style-src 'unsafe-inline'",
                        ])
                    HTML(void: "meta", ["name": "color-scheme", "content": "light dark"])
                    HTML(void: "meta", ["name": "referrer", "content": "no-referrer"])
                    block("title") { "\(title) · Waybill" }
                    HTML.pageStyle
                }
                block("body") {
                    block("a", ["class": "skip", "href": "#main"]) { "Skip to the report" }
                    block("header") {
                        block("p", ["class": "over"]) { over }
                        block("h1") { title }
                        verdict
                        Self.facts(facts)
                        contents(sections)
                    }
                    block("main", ["id": "main", "tabindex": "-1"]) {
                        for section in sections {
                            block("section", ["id": section.id, "aria-labelledby": "\(section.id)-heading"]) {
                                block("h2", ["id": "\(section.id)-heading"]) { section.title }
                                section.body
                            }
                        }
                    }
                    block("footer") { block("p") { footer } }
                }
            })
    }

    private static func facts(_ facts: [(name: String, value: String)]) -> HTML {
        block("dl", ["class": "facts"]) {
            for fact in facts {
                block("div") {
                    inline("dt") { fact.name }
                    inline("dd") { fact.value }
                }
            }
        }
    }

    private static func contents(_ sections: [(id: String, title: String, body: HTML)]) -> HTML {
        block("nav", ["aria-label": "Contents"]) {
            block("ul") {
                for section in sections {
                    block("li") { inline("a", ["href": "#\(section.id)"]) { section.title } }
                }
            }
        }
    }

    /// A column of a table.
    struct Column {
        var title: String
        var isCount = false

        static func text(_ title: String) -> Column { Column(title: title) }
        static func count(_ title: String) -> Column { Column(title: title, isCount: true) }
    }

    /// A table whose first column names its rows.
    ///
    /// A wide one is moved to and fro inside of its own frame, also by keyboard.
    static func table(_ caption: String, id: String, _ columns: [Column], _ rows: [[HTML]], isWide: Bool = false)
        -> HTML
    {
        let width = isWide ? "wide" : columns.count <= 2 ? "narrow" : "whole"
        let table = block("table", ["class": width]) {
            block("caption", ["id": id]) { inline("span") { caption } }
            block("thead") {
                block("tr") {
                    for column in columns {
                        inline("th", column.isCount ? ["scope": "col", "class": "count"] : ["scope": "col"]) {
                            column.title
                        }
                    }
                }
            }
            block("tbody") {
                for row in rows {
                    block("tr") {
                        for (index, cell) in row.enumerated() {
                            if index == 0 {
                                inline("th", ["scope": "row"]) { cell }
                            } else {
                                inline("td", columns[index].isCount ? ["class": "count"] : [:]) { cell }
                            }
                        }
                    }
                }
            }
        }
        return block("div", ["class": "scroll", "role": "region", "aria-labelledby": id, "tabindex": "0"]) { table }
    }

    /// A drawing with its caption, and the numbers behind it.
    static func figure(_ caption: String, id: String, _ drawing: HTML, numbers: HTML) -> HTML {
        block("figure", ["aria-labelledby": "\(id)-caption"]) {
            block("figcaption", ["id": "\(id)-caption"]) { caption }
            drawing
            block("details") {
                block("summary") { "The numbers of “\(caption)”" }
                numbers
            }
        }
    }

    /// A name or a path as it stands in a file.
    static func code(_ text: String) -> HTML { inline("code") { text } }

    static func paragraph(_ text: String) -> HTML { block("p") { text } }
}
