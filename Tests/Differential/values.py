"""Single values of a Custom Store export, read by the rules of docs/channels/custom-store.md and docs/files.md."""

import re
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

BLANKS = " \t\r\n"


class Unreadable(Exception):
    """A value that rejects its order: `code` as in docs/codes.md."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


# --- amounts -----------------------------------------------------------------------------------------------------

AMOUNT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")

# ISO 4217 currencies of this test whose minor unit is not a hundredth.
MINOR_DIGITS = {"JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3, "TND": 3}


def amount(text):
    """An exact amount with at most four decimals."""
    if not AMOUNT.fullmatch(text) or not text.isascii():
        raise Unreadable("amount_unreadable")
    value = Decimal(text.replace(",", ""))
    if value != value.quantize(Decimal("0.0001")):
        raise Unreadable("amount_precision")
    return value


def amount_text(value, currency):
    """All decimals that count, and at least those of the currency."""
    digits = MINOR_DIGITS.get(currency, 2)
    text = format(value.quantize(Decimal("0.0001")), "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0").ljust(digits, "0")
    if not fraction:
        return "0" if whole == "-0" else whole
    text = whole + "." + fraction
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def currency(text):
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise Unreadable("currency_unknown")
    return text.upper()


def quantity(text):
    if not AMOUNT.fullmatch(text) or not text.isascii():
        raise Unreadable("quantity_unreadable")
    return Decimal(text.replace(",", ""))


def plain(value):
    """A decimal without trailing zeros and without an exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- weights -----------------------------------------------------------------------------------------------------

GRAMS = {
    Decimal("453.59237"): "pound pounds lb lbs",
    Decimal("28.349523125"): "ounce ounces oz",
    Decimal(1): "gram grams gm g",
    Decimal(1000): "kilogram kilograms kg",
}
UNITS = {word: grams for grams, words in GRAMS.items() for word in words.split()}


def weight(text):
    """A weight in its own unit, or None when it is none."""
    if not AMOUNT.fullmatch(text) or not text.isascii():
        return None
    value = Decimal(text.replace(",", ""))
    return value if value >= 0 else None


def grams_text(value):
    with localcontext() as context:
        context.prec = 60
        return plain(value.quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN))


# --- truth -------------------------------------------------------------------------------------------------------

TRUE = {"true", "1", "yes"}
FALSE = {"false", "0", "no"}


def boolean(text):
    """True or False, or None when it is neither."""
    word = text.lower()
    return True if word in TRUE else False if word in FALSE else None


# --- dates -------------------------------------------------------------------------------------------------------

CLOCK = r"(?:[ T]+(?P<h>\d{1,2}):(?P<n>\d{1,2})(?::(?P<s>\d{1,2})(?:\.\d+)?)?)"
HALF = r"(?: *(?P<half>[AaPp][Mm]))?"
ZONE = r"(?: *(?P<zone>[Zz]|[+-]\d\d:?\d\d))?"
FORMS = [
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?:" + CLOCK + HALF + ")?"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:" + CLOCK + HALF + ZONE + ")?", re.IGNORECASE),
    re.compile(r"(?P<m>\d\d)(?P<d>\d\d)(?P<y>\d{4})x(?P<h>\d\d)(?P<n>\d\d)"),
]


def date(text, zone):
    """UTC to the second; a date without a time stays a date. A time without a zone is in `zone`."""
    match = next((found for form in FORMS if (found := form.fullmatch(text))), None)
    if not match:
        raise Unreadable("date_unreadable")
    part = match.groupdict()
    year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
    try:
        if part["h"] is None:
            return datetime(year, int(part["m"]), int(part["d"])).strftime("%Y-%m-%d")
        moment = datetime(year, int(part["m"]), int(part["d"]), _hour(part), int(part["n"]), int(part.get("s") or 0))
    except ValueError:
        raise Unreadable("date_unreadable") from None
    try:
        moment = moment.replace(tzinfo=_offset(part.get("zone")) or zone).astimezone(timezone.utc)
    except OverflowError:
        raise Unreadable("date_unreadable") from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _hour(part):
    """The hour of the day; PM behind a 24-hour time says nothing new."""
    hour, half = int(part["h"]), (part.get("half") or "").lower()
    if half == "am" and hour == 12:
        return 0
    return hour + 12 if half == "pm" and hour < 12 else hour


def _offset(text):
    if not text:
        return None
    if text in "Zz":
        return timezone.utc
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


# --- countries ---------------------------------------------------------------------------------------------------

# The countries of this test: ISO 3166-1 codes, English names, whether an address there has a state and a postal code.
COUNTRIES = [
    ("US", "USA", "United States|United States of America", True, True),
    ("CA", "CAN", "Canada", True, True),
    ("AU", "AUS", "Australia", True, True),
    ("GB", "GBR", "United Kingdom|Great Britain", False, True),
    ("DE", "DEU", "Germany", False, True),
    ("FR", "FRA", "France", False, True),
    ("NL", "NLD", "Netherlands", False, True),
    ("JP", "JPN", "Japan", False, True),
    ("NZ", "NZL", "New Zealand", False, True),
    ("CZ", "CZE", "Czechia|Czech Republic", False, True),
    ("HK", "HKG", "Hong Kong", False, False),
    ("AE", "ARE", "United Arab Emirates", False, False),
]
BY_CODE = {row[0]: row for row in COUNTRIES}
BY_NAME = {name.lower(): row[0] for row in COUNTRIES for name in [row[1], *row[2].split("|")]}


def country(text):
    """Two letters, and whether they were written in another form; (None, False) when it is no country."""
    if text.upper() in BY_CODE:
        return text.upper(), False
    code = BY_NAME.get(text.lower())
    return code, code is not None


def needs_state(code):
    return BY_CODE[code][3]


def needs_postal_code(code):
    return BY_CODE[code][4]
