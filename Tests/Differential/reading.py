"""The records of a Custom Store export, with what real exporters write around and into them."""

import re
import xml.etree.ElementTree as ET
from xml.parsers import expat

# What XML forbids; each is replaced by a character that no test uses, so that the order that had it can be found.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DROPPED = "\ue0ff"
DECLARATION = re.compile(r"<\?xml[^>]*?\?>")
DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def decode(data):
    """The text of a file: by its byte-order mark, else by its declaration, else UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    declared = DECLARED.search(data[:200])
    name = declared.group(1).decode().lower() if declared else "utf-8"
    # Magento declares utf-16 over UTF-8 bytes.
    return data.decode("utf-8-sig" if name.startswith("utf") else name)


def read(data):
    """Each `Order` as an element, with the line of its start tag."""
    text = FORBIDDEN.sub(DROPPED, decode(data))
    text = DECLARATION.sub("", text, count=1)
    parser, builder, orders, depth = expat.ParserCreate(), ET.TreeBuilder(), [], 0
    parser.buffer_text = True

    def start(name, attributes):
        nonlocal depth
        depth += 1
        local = name.rpartition(":")[2]
        if depth == 2 and local == "Order":
            orders.append((parser.CurrentLineNumber, None))
        builder.start(local, attributes)

    def end(name):
        nonlocal depth
        element = builder.end(name.rpartition(":")[2])
        if depth == 2 and element.tag == "Order":
            orders[-1] = (orders[-1][0], element)
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.Parse(text.encode("utf-8"), True)
    return orders
