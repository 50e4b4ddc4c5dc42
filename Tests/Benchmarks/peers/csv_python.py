"""A table to a table with Python's own csv module."""

import csv
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as table:
    csv.writer(sys.stdout, lineterminator="\n").writerows(csv.reader(table))
