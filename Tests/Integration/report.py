"""Pages of reports, as a browser, a keyboard and a screen reader find them.

    report.py          needs WAYBILL, chromium and promtool
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

from browser import Browser

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
HOSTILE = "<script>alert(1)</script>"
# What is measured in the page, by the test and not by the page: that has no script.
LOOK = (Path(__file__).parent / "report_look.js").read_text()


class Problems(list):
    def require(self, holds, text):
        if not holds:
            self.append(text)


def order(number, day, status="processing", name="Ana Ruiz"):
    ship_to = f"<ShipTo><Name>{name}</Name><Address1>12 Elm St</Address1><City>Tempe</City><State>AZ</State><PostalCode>85281</PostalCode><Country>US</Country></ShipTo>" if name else ""
    return (
        f"<Order><OrderID>{number}</OrderID><OrderNumber>{number}</OrderNumber><OrderDate>{day} 09:00</OrderDate>"
        f"<OrderStatus>{status}</OrderStatus><LastModified>{day} 10:00</LastModified><OrderTotal>20.00</OrderTotal>"
        f"<Customer><CustomerCode>ana@example.com</CustomerCode>{ship_to}</Customer><Items><Item><SKU>MUG</SKU><Name>Mug</Name>"
        "<Quantity>2</Quantity><UnitPrice>10.00</UnitPrice></Item></Items></Order>"
    )


def label(number, order_number):
    return {"shipmentId": number, "orderNumber": order_number, "createDate": "2026-11-21T06:51:33", "shipDate": "2026-11-21", "trackingNumber": f"T{number}", "carrierCode": "ups", "serviceCode": "ups_ground", "voided": False}


JOB = """\
version: 1
settle: 0s
stores:
  outdoor: {channel: custom-store, currency: USD, statuses: {awaiting_shipment: [processing], awaiting_payment: [pending], pending_fulfillment: [fba], shipped: [completed], on_hold: [held], cancelled: [cancelled]}}
  a-shop-with-a-long-name.and-more-of-it: {channel: custom-store, currency: USD, statuses: {awaiting_shipment: [processing], shipped: [completed]}}
"""
STATUSES = ["processing"] * 9 + ["completed"] * 4 + ["pending", "held", "fba", "cancelled"]


def full_night(place):
    """All that a page can have: every status, rejects, warnings, waiting labels, lists, quarantine, hostile names and values."""
    (place / "job.yaml").write_text(JOB)
    outdoor, other = place / "in/orders/outdoor", place / "in/orders/a-shop-with-a-long-name.and-more-of-it"
    for folder in (outdoor, other, place / "in/labels", place / "in/orders/no-store"):
        folder.mkdir(parents=True)
    orders = [order(number, f"11/{1 + number % 20}/2026", STATUSES[number % len(STATUSES)]) for number in range(1000, 1240)]
    rejects = [order("R1", "11/20/2026", f"odd {HOSTILE}".replace("<", "&lt;")), order("R2", "11/20/2026", name=""), order("R3", "99/99/2026")]
    (outdoor / "orders of the night.xml").write_text(f"<Orders>{''.join(orders + rejects)}</Orders>")
    (other / f"{HOSTILE.replace('/', '-')}.xml").write_text(f"<Orders>{order(1, '11/20/2026')}{order(2, '11/20/2026', 'completed')}</Orders>")
    (outdoor / ("a-name-that-is-much-longer-than-any-phone-is-wide-" * 3 + ".xml")).write_text("<html>")
    (place / "in/orders/no-store/x.xml").write_text("<Orders/>")
    cancelled = next(number for number in range(1000, 1240) if STATUSES[number % len(STATUSES)] == "cancelled")
    labels = [label(1, "1000"), label(2, "1001"), label(3, "unknown-1"), label(4, str(cancelled))]
    (place / "in/labels/labels.json").write_text(json.dumps({"shipments": labels}))
    return run(place, 65)


def run(place, status, *arguments):
    done = subprocess.run([os.environ["WAYBILL"], "run", place / "job.yaml", "--quiet", *arguments], capture_output=True, text=True)
    if done.returncode != status:
        sys.exit(f"the run ended with {done.returncode}, not {status}: {done.stderr}")
    return newest(place)


def newest(place):
    return max((place / "reports").glob("*T*.html"), key=lambda path: path.stat().st_mtime_ns)


def good_nights(place):
    """A job without a fault, over several nights: a page of nothing but good news, and a trend."""
    (place / "job.yaml").write_text(JOB)
    folder = place / "in/orders/outdoor"
    for night in range(1, 9):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{night}.xml").write_text(f"<Orders>{''.join(order(night * 100 + each, f'11/{night}/2026') for each in range(night * 7 % 5 + 2))}</Orders>")
        page = run(place, 0, "--as-of", f"2026-11-{night:02}T02:15:00Z")
    empty = run(place, 0)
    subprocess.run([os.environ["WAYBILL"], "report", place / "reports", "--quiet"], check=True, capture_output=True)
    return page, empty, place / "reports/trend.html"


def check_source(page, problems):
    """What can be seen without a browser: the page is well formed, and has nothing that would be fetched or run."""
    text = page.read_text()
    tree = xml.etree.ElementTree.fromstring(text.split("\n", 1)[1])
    names = {element.tag for element in tree.iter()}
    problems.require(not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}, f"elements that a page must not have: {names}")
    for element in tree.iter():
        for name, value in element.attrib.items():
            problems.require(not name.startswith("on") and name != "style", f"<{element.tag} {name}=…>")
            problems.require(name not in ("href", "src") or value.startswith("#") or re.fullmatch(r"[0-9TZ-]+\.html", value), f"a link to {value}")
    style = "".join(tree.find(".//style").itertext())
    problems.require(not re.search(r"url\(|@import|expression", style), "the style fetches something")
    problems.require("<script" not in text, "a script")


def check_looks(browser, page, scheme, width, problems):
    requests = browser.open(page, scheme, WIDTHS[width])
    problems.require(requests == [page.as_uri()], f"requests: {requests}")
    problems.require(not browser.messages, f"the console says {browser.messages}")
    for problem in browser.evaluate(f"({LOOK})()"):
        problems.append(problem)
    return browser.evaluate("getComputedStyle(document.body).backgroundColor")


def check_keyboard(browser, page, problems):
    """Tab goes from the skip link through everything that can be used, in the order of the page, and shows where it is."""
    browser.open(page, "light", WIDTHS["desk"])
    browser.press("Tab")
    here = "(document.activeElement.className || document.activeElement.tagName)"
    problems.require(browser.evaluate(here) == "skip", f"Tab goes first to {browser.evaluate(here)}")
    problems.require(browser.evaluate("document.activeElement.getBoundingClientRect().top >= 0"), "the skip link is not seen when it has the focus")
    browser.press("Enter")
    problems.require(browser.evaluate("document.activeElement.id") == "main", "the skip link does not lead to the report")
    parts = "[...document.querySelectorAll('main a, main summary, main [tabindex=\"0\"]')]"
    visible = browser.evaluate(f"{parts}.filter(e => e.checkVisibility()).length")
    if not visible:
        problems.require(browser.evaluate("document.querySelector('main').textContent").split() == ["What", "you", "must", "do", "Nothing."], "nothing can be reached")
        return
    met = []
    for _ in range(visible):
        browser.press("Tab")
        met.append(browser.evaluate("(() => { const e = document.activeElement; window.met = window.met || []; const again = met.includes(e); met.push(e); const s = getComputedStyle(e); return [again, e.closest('main') !== null, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; })()"))
    problems.require(met and all(entry == [False, True, True] for entry in met), f"by keyboard: {met}")
    # What is folded opens by keyboard, and all of the page can be seen then.
    browser.evaluate("document.querySelector('main summary')?.focus()")
    before = browser.evaluate("document.querySelectorAll('details[open]').length")
    browser.press("Enter")
    problems.require(
        not browser.evaluate("document.querySelector('main summary') !== null") or browser.evaluate("document.querySelectorAll('details[open]').length") == before + 1,
        "Enter does not open what is folded")


def check_tree(browser, page, problems):
    """What a screen reader is told."""
    browser.open(page, "light", WIDTHS["phone"])
    browser.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    nodes = [node for node in browser.call("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    roles = {}
    for node in nodes:
        roles.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role in ("image", "img", "link", "heading", "table", "figure", "region", "navigation", "RootWebArea", "DisclosureTriangle", "columnheader", "rowheader"):
        problems.require(all(roles.get(role, [])), f"a {role} has no name: {roles.get(role)}")
    for role in ("banner", "main", "contentinfo", "navigation", "heading"):
        problems.require(roles.get(role), f"there is no {role}: {sorted(roles)}")
    problems.require(len(roles.get("main", [])) == 1, "there is more than one main part")
    return roles


def check_page(browser, page, name, problems):
    check_source(page, problems)
    colours = {check_looks(browser, page, scheme, width, problems) for scheme in ("light", "dark") for width in WIDTHS}
    problems.require(len(colours) == 2, f"light and dark look the same: {colours}")
    check_keyboard(browser, page, problems)
    roles = check_tree(browser, page, problems)
    if shots := os.environ.get("SHOTS"):
        for scheme in ("light", "dark"):
            for width in ("phone", "desk"):
                browser.open(page, scheme, WIDTHS[width])
                browser.shoot(Path(shots, f"{name}-{scheme}-{width}.png"))
    return roles


def check_full_night(browser, page, problems):
    """The page of the full night has all its parts, and hostile texts are texts."""
    roles = check_page(browser, page, "full", problems)
    headings = roles["heading"]
    for heading in ("What you must do", "Orders", "Labels", "Rejected", "Warnings and exclusions", "Files", "Speed", "Notes"):
        problems.require(heading in headings, f"there is no heading {heading}: {headings}")
    problems.require(len(roles.get("figure", [])) == 5, f"figures: {roles.get('figure')}")
    problems.require(len(roles.get("table", [])) == 9, f"tables: {roles.get('table')}")
    text = browser.evaluate("document.body.textContent")
    for part in (HOSTILE, HOSTILE.replace("/", "-"), "243", "cannot be read", "must be announced by hand", "waits for its order", "no-store"):
        problems.require(part in text, f"the page does not say {part}")
    for secret in ("Ruiz", "Elm St", "ana@"):
        problems.require(secret not in text, f"the page says {secret}")


def check_prometheus(place, problems):
    metrics = (place / "reports/waybill.prom").read_text()
    done = subprocess.run(["promtool", "check", "metrics"], input=metrics, capture_output=True, text=True)
    problems.require(done.returncode == 0 and not done.stdout + done.stderr, f"promtool: {done.stdout}{done.stderr}")
    return metrics


def check_alerts(metrics, problems):
    rules = set(re.findall(r"waybill_[a-z_]+", (ROOT / "jobs/prometheus/waybill.rules.yml").read_text()))
    known = set(re.findall(r"# TYPE (waybill_[a-z_]+)", metrics))
    problems.require(rules and rules <= known, f"the alerts ask for what is not there: {rules - known}")


def main():
    for program in ("chromium", "promtool"):
        if not shutil.which(program):
            sys.exit(f"there is no {program}: jobs/install-packages.sh test installs it")
    problems = Problems()
    with tempfile.TemporaryDirectory(prefix="waybill-report-") as name, Browser(Path(name, "browser")) as browser:
        full, good = Path(name, "full"), Path(name, "good")
        full.mkdir()
        good.mkdir()
        full_page = full_night(full)
        check_full_night(browser, full_page, problems)
        check_alerts(check_prometheus(full, problems), problems)
        for number, page in enumerate(good_nights(good)):
            check_page(browser, page, f"good-{number}", problems)
        check_prometheus(good, problems)
    for problem in dict.fromkeys(problems):
        print(problem)
    if problems:
        return 1
    print("four pages in light and dark at three widths: no script, no request, nothing to scroll sideways, contrast, headings, tables, figures, keyboard and names as they must be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
