"""Streams inputs that are made to do harm into `waybill convert -`, and expects of each its code, in little memory.

Memory is bounded by the system: a command that wants more of it than `MEMORY` dies of that. What has no code is no harm,
and is read to its end.
"""

import os
import re
import resource
import subprocess
import sys
import threading
import time
import zlib

WAYBILL = os.environ["WAYBILL"]
MEMORY = 96 << 20
SECONDS = 300
GIGABYTE = 1 << 30
BLOCK = 1 << 20

XML = ("custom-store", b"<Orders><Order><OrderID>1</OrderID>", b"</Order></Orders>")
XML_ENVELOPE = ("custom-store", b"<Orders>", b"<Order/></Orders>")
JSON = ("americommerce", b'{"orders":[{"id":1,', b"}]}")
JSON_LIST = ("americommerce", b'{"orders":[', b"]}")
JSON_ENVELOPE = ("americommerce", b"{", b'"orders":[]}')
CSV = ("sears", b"PO Number,Ship To Name\n", b"\n")
FILE = ("sears", b"", b"")

ENTITIES = b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(20)) + b"]>"

# What it is, where it stands, what is in front, what is repeated, what is behind, how many bytes, and the code.
CASES = [
    ("a field", XML, b"<OrderNumber>", b"x", b"</OrderNumber>", GIGABYTE, "field_too_long"),
    ("an element nobody reads", XML, b"<Other>", b"x", b"</Other>", GIGABYTE, "record_too_long"),
    ("CDATA", XML, b"<OrderNumber><![CDATA[", b"x", b"]]></OrderNumber>", GIGABYTE, "field_too_long"),
    ("an attribute", XML, b"<Other a='", b"x", b"'/>", GIGABYTE, "field_too_long"),
    ("a name", XML, b"<", b"x", b"/>", GIGABYTE, "field_too_long"),
    ("a comment", XML, b"<!--", b"x", b"-->", GIGABYTE, "field_too_long"),
    ("an instruction", XML, b"<?a ", b"x", b"?>", GIGABYTE, "field_too_long"),
    ("blanks in an order", XML, b"", b" ", b"", GIGABYTE, "record_too_long"),
    ("empty items", XML, b"<Items>", b"<Item/>", b"</Items>", GIGABYTE, "record_too_long"),
    ("blanks between orders", XML_ENVELOPE, b"", b" ", b"", GIGABYTE, None),
    ("NUL between orders", XML_ENVELOPE, b"", b"\0", b"", GIGABYTE, None),
    ("elements beside orders", XML_ENVELOPE, b"", b"<a/>", b"", GIGABYTE >> 4, None),
    ("deep elements", XML, b"", b"<a>", b"", 3_000_000, "too_deep"),
    ("deep elements beside orders", XML_ENVELOPE, b"", b"<a>", b"", 3_000_000, "too_deep"),
    ("an error behind a long text", XML, b"<Other>", b"x", b"]]></Other>", 1 << 20, "malformed"),
    ("a declaration", ("custom-store", b"<?xml version='1.0' a='", b"'?><Orders/>"), b"", b"x", b"", GIGABYTE,
     "malformed"),
    ("entities of entities", ("custom-store", ENTITIES + b"<Orders>&u;", b"</Orders>"), b"", b"&u;", b"", 300,
     "doctype_refused"),
    ("a file as an entity", ("custom-store", b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><Orders>",
                             b"</Orders>"), b"", b"&a;", b"", 3, "doctype_refused"),
    ("a field", JSON, b'"order_number":"', b"x", b'"', GIGABYTE, "record_too_long"),
    ("a member's name", JSON, b'"', b"x", b'":1', GIGABYTE, "record_too_long"),
    ("a number", JSON, b'"total":', b"1", b"", GIGABYTE, "record_too_long"),
    ("backslashes", JSON, b'"order_number":"', b"\\\\", b'"', GIGABYTE, "record_too_long"),
    ("the same member", JSON, b"", b'"order_number":"7",', b'"a":1', GIGABYTE, "record_too_long"),
    ("empty items", JSON, b'"items":[', b"{},", b"{}]", GIGABYTE, "record_too_long"),
    ("NUL in a text", JSON, b'"order_number":"', b"\0", b'"', 1 << 20, "malformed"),
    ("a text beside orders", JSON_ENVELOPE, b'"a":"', b"x", b'",', GIGABYTE, "record_too_long"),
    ("blanks in the list", JSON_LIST, b"", b" ", b"", GIGABYTE, None),
    ("deep lists", JSON, b'"a":' + b"[" * 1_000_000, b"]", b"", 1_000_000, "too_deep"),
    ("deep objects", JSON, b'"a":' + b'{"a":' * 1_000_000 + b"1", b"}", b"", 1_000_000, "too_deep"),
    ("a field", CSV, b"1,", b"x", b"", GIGABYTE, "field_too_long"),
    ("a quoted field", CSV, b'1,"', b"x", b'"', GIGABYTE, "field_too_long"),
    ("an open quotation mark", CSV, b'1,"', b"x,\n", b"", GIGABYTE, "field_too_long"),
    ("quotation marks", CSV, b'1,"', b'""', b'"', GIGABYTE, "field_too_long"),
    ("fields nobody reads", CSV, b"1", b",", b"", GIGABYTE, "record_too_long"),
    ("a column's name", FILE, b"PO Number,", b"x", b"\n", GIGABYTE, "field_too_long"),
    ("columns", FILE, b"PO Number", b",", b"\n", GIGABYTE, "not_an_export"),
    ("empty lines", CSV, b"", b"\n", b"", GIGABYTE >> 4, None),
    ("NUL in a field", CSV, b"1,", b"\0", b"", GIGABYTE >> 2, None),
    ("overlong characters", CSV, b"1,", b"\xc0\xaf", b"", GIGABYTE, "field_too_long"),
]


def repeated(start, piece, end, count):
    yield start
    block = piece * min(max(1, BLOCK // len(piece)), count // len(piece))
    for _ in range(count // len(block)):
        yield block
    yield end


def compressed(blocks):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    for block in blocks:
        yield packer.compress(block)
    yield packer.flush()


def run(channel, blocks, memory=MEMORY):
    """Gives the exit status and the messages."""
    process = subprocess.Popen(
        [WAYBILL, "convert", "-", "--channel", channel, "--to", "jsonl"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)),
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def feed():
        try:
            for block in blocks:
                process.stdin.write(block)
            process.stdin.close()
        except BrokenPipeError:
            pass

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    stop = threading.Timer(SECONDS, process.kill)
    stop.start()
    messages = process.stderr.read().decode()
    status = process.wait()
    stop.cancel()
    feeder.join()
    return status, messages


def check(name, channel, blocks, code):
    """Says whether a case ends as it must: with its code, or with none and no trouble of the system's."""
    started = time.monotonic()
    status, messages = run(channel, blocks)
    found = re.search(r"^waybill: .*\[(\w+)\]$", messages, re.MULTILINE)
    if (found and found.group(1)) != code or status not in (0, 65) or code and status != 65:
        print(f"{channel}: {name}: exit status {status}, expected {code or 'no refusal'}: {messages[-500:]}", file=sys.stderr)
        return False
    print(f"{channel}: {name}: {code or 'read'} in {time.monotonic() - started:.1f} s")
    return True


def check_little_memory():
    """What libxml2 has no memory for must not be missing without a word: it says so on its own, and goes on."""
    refused = 0
    for megabytes in range(10, 66, 4):
        blocks = repeated(b"<Orders><!--", b"x", b"--></Orders>", 9_000_000)
        status, messages = run("custom-store", blocks, megabytes << 20)
        if status == 0 and "Memory allocation failed" in messages:
            print(f"custom-store: with {megabytes} MB of memory it is read in part: {messages}", file=sys.stderr)
            return False
        refused += status == 66 and "Cannot allocate memory" in messages
    print(f"custom-store: refused with {refused} sizes of memory")
    return refused > 0


def main():
    passed = True
    for name, (channel, start, stop), before, piece, behind, count, code in CASES:
        blocks = repeated(start + before, piece, behind + stop, count)
        passed &= check(name, channel, blocks, code)
    bombs = [
        ("a gigabyte of blanks, compressed", repeated(b"<Orders>", b" ", b"</Orders>", GIGABYTE), "expansion_limit"),
        ("a gigabyte of an order, compressed", repeated(XML[1], b"<a/>", XML[2], GIGABYTE), "record_too_long"),
    ]
    for name, blocks, code in bombs:
        passed &= check(name, "custom-store", compressed(blocks), code)
    sys.exit(0 if passed and check_little_memory() else 1)


main()
