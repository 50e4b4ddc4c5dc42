"""A table to a table with DuckDB on two threads, every column a text."""

import sys

import duckdb

database = duckdb.connect(config={"threads": 2})
database.execute("SET preserve_insertion_order = true")
source = database.read_csv(sys.argv[1], all_varchar=True, parallel=False)
source.write_csv("/dev/stdout")
