extension HTML {
    /// How all pages look: in light and in dark, on paper and on a phone.
    ///
    /// Nothing is fetched. Each colour of text has a contrast of 4.5 and more to what is behind it, and each of a drawing one
    /// of 3: Tests/Integration/report.sh computes them.
    static let pageStyle = HTML(
        style: """

            :root { color-scheme: light dark;
              --page: #ffffff; --panel: #f5f6f8; --text: #1c2127; --quiet: #565f6b; --line: #d9dee4; --link: #0b57a4;
              --bar: #2f6fb2; --track: #e8ebef;
              --good: #11602c; --good-panel: #e7f4ea; --heed: #744a00; --heed-panel: #fff2d4;
              --bad: #9c1420; --bad-panel: #fdebeb;
              --awaiting_payment: #a85a00; --awaiting_shipment: #2f6fb2; --pending_fulfillment: #7b52ab;
              --shipped: #24804a; --on_hold: #b0418b; --cancelled: #6b7480; }
            @media (prefers-color-scheme: dark) { :root {
              --page: #15181c; --panel: #1e2228; --text: #e7eaee; --quiet: #a7b0bb; --line: #353c45; --link: #82b9f2;
              --bar: #6ca6e0; --track: #2a3038;
              --good: #93dcab; --good-panel: #14301e; --heed: #f0c978; --heed-panel: #342809;
              --bad: #ffaaa8; --bad-panel: #3c171b;
              --awaiting_payment: #e29a4a; --awaiting_shipment: #6ca6e0; --pending_fulfillment: #b596e0;
              --shipped: #62bd86; --on_hold: #e080bd; --cancelled: #98a2ae; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--text);
              font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif;
              -webkit-text-size-adjust: 100%; }
            header, main, footer { max-width: 58rem; margin: 0 auto; padding: 0 1.25rem; }
            header { padding-top: 2.5rem; }
            h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
            h1 { font-size: 1.9rem; letter-spacing: -0.015em; margin: 0.15rem 0 0; }
            h2 { font-size: 1.3rem; letter-spacing: -0.01em; margin: 0 0 0.75rem; }
            h3 { font-size: 1rem; margin: 0 0 0.25rem; }
            p, ul, dl { margin: 0 0 0.75rem; }
            p { max-width: 44rem; }
            section { margin: 2.75rem 0; }
            a { color: var(--link); text-underline-offset: 0.15em; }
            a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
              outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
            .skip { position: absolute; left: 1rem; top: -5rem; padding: 0.5rem 1rem; background: var(--page); }
            .skip:focus { top: 1rem; }
            .over, .quiet, caption, footer { color: var(--quiet); }
            .over { margin: 0; font-size: 0.9rem; }
            .verdict { margin: 1.25rem 0 0; padding: 0.9rem 1.1rem; border-radius: 8px; max-width: none; }
            .verdict strong { display: block; font-size: 1.1rem; }
            .good { color: var(--good); background: var(--good-panel); }
            .heed { color: var(--heed); background: var(--heed-panel); }
            .bad { color: var(--bad); background: var(--bad-panel); }
            nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; list-style: none; padding: 0; margin: 1.1rem 0 0; }
            nav a { display: inline-block; padding: 0.2rem 0; }
            .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem; margin: 1.5rem 0 0; }
            .facts div { display: flex; flex-direction: column; justify-content: space-between; gap: 0.15rem;
              background: var(--panel); border-radius: 8px; padding: 0.7rem 0.9rem; }
            .facts dt { color: var(--quiet); font-size: 0.9rem; line-height: 1.3; }
            .facts dd { margin: 0; font-size: 1.55rem; font-weight: 600; line-height: 1.25; font-variant-numeric: tabular-nums; }
            .card { border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1.1rem; margin: 0 0 0.75rem; }
            .card > h3 { margin-bottom: 0.35rem; } .card > :last-child { margin-bottom: 0; }
            .card ul { padding-left: 1.1rem; }
            .pairs { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; }
            .pairs dt { color: var(--quiet); }
            .pairs dd { margin: 0; overflow-wrap: anywhere; }
            code { font: 0.88em/1.5 ui-monospace, "SF Mono", Menlo, "Liberation Mono", monospace; overflow-wrap: anywhere; }
            figure { margin: 1.25rem 0 1.6rem; }
            figcaption { font-weight: 600; margin-bottom: 0.5rem; }
            figure .row { margin: 0 0 1.1rem; }
            svg { display: block; overflow: visible; }
            svg text { font: 0.9rem system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; fill: var(--text); }
            svg .quiet { fill: var(--quiet); font-size: 0.85rem; }
            svg .number { font-variant-numeric: tabular-nums; }
            svg .bar { fill: var(--bar); }
            svg .track { fill: var(--track); }
            svg .axis { fill: var(--line); }
            svg .part { stroke: var(--page); stroke-width: 2px; }
            .key { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; list-style: none; padding: 0; margin: 0.35rem 0 0; font-size: 0.92rem; }
            .key i { display: inline-block; width: 0.7em; height: 0.7em; border-radius: 2px; margin-right: 0.45em; }
            .awaiting_payment { fill: var(--awaiting_payment); background: var(--awaiting_payment); }
            .awaiting_shipment { fill: var(--awaiting_shipment); background: var(--awaiting_shipment); }
            .pending_fulfillment { fill: var(--pending_fulfillment); background: var(--pending_fulfillment); }
            .shipped { fill: var(--shipped); background: var(--shipped); }
            .on_hold { fill: var(--on_hold); background: var(--on_hold); }
            .cancelled { fill: var(--cancelled); background: var(--cancelled); }
            .scroll { overflow-x: auto; margin: 0 0 0.75rem; }
            table { border-collapse: collapse; width: 100%; font-size: 0.94rem; }
            caption { text-align: left; padding: 0 0 0.4rem; }
            caption span { display: block; position: sticky; left: 0; max-width: calc(100vw - 2.5rem); }
            th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); }
            thead th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
            tbody th { font-weight: 500; }
            .count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            tr > :last-child { padding-right: 0; }
            th code, td code { overflow-wrap: normal; }
            .wide { min-width: 50rem; }
            .wide tbody :is(th, td, code) { overflow-wrap: anywhere; }
            .wide tbody th { min-width: 11rem; }
            .narrow { max-width: 26rem; }
            details { margin: 0 0 0.75rem; }
            summary { cursor: pointer; color: var(--link); padding: 0.2rem 0; }
            footer { margin-top: 3rem; padding-bottom: 2rem; font-size: 0.9rem; }
            footer p { max-width: none; border-top: 1px solid var(--line); padding-top: 1rem; }
            @media (max-width: 30rem) {
              header { padding-top: 1.5rem; } section { margin: 2.1rem 0; } h1 { font-size: 1.55rem; }
              .facts { grid-template-columns: 1fr 1fr; } }
            @media print { nav, .skip { display: none; } section { break-inside: avoid-page; } }

            """)
}
