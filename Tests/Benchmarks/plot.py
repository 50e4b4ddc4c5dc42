#!/usr/bin/env python3
"""Draws the figures that run.sh has written to RESULTS: a bar for each program, the processor time of one conversion.

    plot.py RESULTS > docs/speed.svg
"""

import json
import math
import sys
from html import escape

TITLES = {"xml": "Custom Store XML", "csv": "CSV with an order's rows gathered", "json": "AmeriCommerce JSON"}
LEFT, RIGHT, BAR, GAP, GROUP = 190, 640, 18, 6, 30
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2933 } .title { font-weight: 600 } .note { fill: #52606d }
rect { fill: #9aa5b1 } .waybill { fill: #2f6f4f } .empty { fill: #cbd2d9 } line { stroke: #cbd2d9 }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7eb } .note { fill: #9aa5b1 } rect { fill: #616e7c } .waybill { fill: #5fb28a } .empty { fill: #3e4c59 }
  line { stroke: #3e4c59 }
}"""


def kind(name):
    return "waybill" if name.startswith("waybill") else "empty" if "empty" in name or "noout" in name else "peer"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        results = [json.loads(line) for line in file]
    seconds = [each["cpu"] for result in results for each in result["found"].values()]
    # Powers of ten, since programs differ by more than a picture is wide.
    low, high = 10 ** math.floor(math.log10(min(seconds))), 10 ** math.ceil(math.log10(max(seconds)))

    def place(value):
        return LEFT + (RIGHT - LEFT) * math.log(value / low) / math.log(high / low)

    drawn, top = [], 24
    for result in results:
        size = result["bytes"] / 1e6
        drawn.append(f'<text class="title" x="0" y="{top}">{escape(TITLES[result["format"]])}, {size:.0f} MB</text>')
        top += 10
        for name, found in sorted(result["found"].items(), key=lambda each: each[1]["cpu"]):
            end = place(found["cpu"])
            drawn.append(f'<text x="{LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(name)}</text>')
            drawn.append(
                f'<rect class="{kind(name)}" x="{LEFT}" y="{top}" width="{end - LEFT:.1f}" height="{BAR}" rx="2"/>')
            drawn.append(f'<text class="note" x="{end + 6:.1f}" y="{top + 14}">{found["cpu"]:.2f} s</text>')
            top += BAR + GAP
        top += GROUP
    ticks = [low * 10**power for power in range(round(math.log10(high / low)) + 1)]
    grid = "".join(f'<line x1="{place(each):.1f}" x2="{place(each):.1f}" y1="30" y2="{top - 24}"/>' for each in ticks)
    described = "Processor seconds of each program for one file, on a scale of powers of ten; less is better."
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 720 {top + 4}" aria-labelledby="t d">'
        f'<title id="t">Processor time of one conversion</title><desc id="d">{described}</desc><style>{STYLE}</style>'
        f'{grid}{"".join(drawn)}<text class="note" x="0" y="{top - 6}">{described}</text></svg>')


if __name__ == "__main__":
    main()
