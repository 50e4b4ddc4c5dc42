#!/usr/bin/env python3
"""Writes the man page, waybill.1, from what the command says of itself.

    docs/man/manual.py WAYBILL > docs/man/waybill.1

WAYBILL is the command's path. Nothing is said here that it does not say: commands, options and examples come from
`--experimental-dump-help`, exit statuses from `explain`.
"""

import json
import re
import subprocess
import sys
import textwrap


def said(command, *arguments):
    return subprocess.run([command, *arguments], check=True, capture_output=True, text=True).stdout


def roff(text):
    """A text as a line of roff: nothing in it is an order."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    for sign, name in (("…", "\\&..."), ("→", "\\->"), ("^", "\\(ha"), ("~", "\\(ti")):
        text = text.replace(sign, name)
    return "\\&" + text if text.startswith(".") else text


def lines_of(text):
    """A text as lines of roff that are short; roff fills them again."""
    return [roff(line) for line in textwrap.wrap(text, 72, break_long_words=False, break_on_hyphens=False)]


def names(argument):
    """The names of an option, the long one first: `\\fB--quiet\\fR, \\fB-q\\fR`."""
    signs = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    order = sorted(argument["names"], key=lambda name: name["kind"] == "short")
    return ", ".join(f"\\fB{roff(signs[name['kind']] + name['name'])}\\fR" for name in order)


def shown(arguments):
    return [each for each in arguments if each["shouldDisplay"] and each.get("valueName") not in ("help", "version")]


def synopsis(path, command):
    parts = [f"\\fB{roff(' '.join(path))}\\fR"]
    for argument in shown(command.get("arguments", [])):
        value = f"\\fI{roff(argument['valueName'])}\\fR"
        more = "\\&..." if argument["isRepeating"] else ""
        part = value if argument["kind"] == "positional" else names(argument).split(", ")[0]
        if argument["kind"] == "option":
            part += " " + value
        parts.append(f"[{part}]{more}" if argument["isOptional"] else part + more)
    return " ".join(parts)


def discussion(text):
    """Paragraphs; blocks that are indented stand as they are."""
    lines = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        rows = block.split("\n")
        plain = [row for row in rows if not row.startswith("  ")]
        indented = [row for row in rows if row.startswith("  ")]
        lines.append(".PP")
        lines += lines_of(" ".join(plain))
        if indented:
            lines += [".RS 4", ".nf", *[roff(row.strip()) for row in indented], ".fi", ".RE"]
    return lines


def described(argument):
    head = f"\\fI{roff(argument['valueName'])}\\fR" if argument["kind"] == "positional" else names(argument)
    if argument["kind"] == "option":
        head += f" \\fI{roff(argument['valueName'])}\\fR"
    text = argument.get("abstract", "")
    values = argument.get("allValues", [])
    if values and "|".join(values) != argument["valueName"]:
        text += f" (values: {', '.join(values)})"
    return [".TP", head, *lines_of(text)]


def section(path, command):
    """A command and those below it."""
    subcommands = [each for each in command.get("subcommands", []) if each["commandName"] != "help"]
    if subcommands:
        return [line for each in subcommands for line in section([*path, each["commandName"]], each)]
    lines = [f".SS {roff(' '.join(path[1:]))}", synopsis(path, command), ".PP", *lines_of(command["abstract"])]
    for argument in shown(command.get("arguments", [])):
        lines += described(argument)
    if command.get("discussion"):
        lines += discussion(command["discussion"])
    return lines


def page(command):
    root = json.loads(said(command, "--experimental-dump-help"))["command"]
    codes = json.loads(said(command, "explain", "--json"))["codes"]
    version = said(command, "--version").strip()
    commands = [each for each in root["subcommands"] if each["commandName"] != "help"]
    lines = [
        ".\\\" Made by docs/man/manual.py: change what the command says of itself instead.",
        f".TH WAYBILL 1 2026-12-01 \"waybill {roff(version)}\" \"Waybill\"", ".SH NAME",
        *lines_of("waybill - " + root["abstract"][0].lower() + root["abstract"][1:].rstrip(".")),
        ".SH SYNOPSIS",
        "\\fBwaybill\\fR \\fIcommand\\fR [\\fIarguments\\fR]", ".br", "\\fBwaybill\\fR \\fB\\-\\-version\\fR", ".br",
        "\\fBwaybill\\fR \\fBhelp\\fR [\\fIcommand\\fR]", ".SH DESCRIPTION",
    ]
    about = root["discussion"].split("Exit status:")[0]
    lines += discussion(about)[1:]
    lines.append(".SH COMMANDS")
    for each in commands:
        lines += section(["waybill", each["commandName"]], each)
    lines.append(".SH EXIT STATUS")
    for code in codes:
        if code["kind"] == "status":
            lines += [".TP", f"\\fB{code['code']}\\fR", *lines_of(f"{code['happened']}: {code['cure']}")]
    lines += [
        ".SH FILES", ".TP", "\\fIjob.yaml\\fR", roff("the job; waybill init writes one with comments"), ".TP",
        "\\fIin\\fR, \\fIout\\fR, \\fIarchive\\fR, \\fIquarantine\\fR, \\fIledger\\fR, \\fIwork\\fR, \\fIreports\\fR",
        roff("the folders of a job that names no others, beside its file"), ".SH SEE ALSO",
        "\\fBcron\\fR(8), \\fBjq\\fR(1), \\fBsystemd.timer\\fR(5)",
    ]
    return "\n".join(lines) + "\n"


if len(sys.argv) != 2:
    sys.exit(__doc__)
sys.stdout.write(page(sys.argv[1]))
