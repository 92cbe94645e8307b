"""A population through twentyfive.sql: Parquet in, totals out, by DuckDB.

python duckdb_worker.py < request.json > answer.json
{"people": "person.parquet", "answers": "answers.parquet" or null, "times": 5, "threads": 2}
"""

import json
import sys
import time
from pathlib import Path

import duckdb

SQL = Path(__file__).with_name("twentyfive.sql").read_text(encoding="utf-8")


def main() -> None:
    request = json.load(sys.stdin)
    database = duckdb.connect(config={"threads": request["threads"]})
    database.execute(f"CREATE VIEW person AS FROM read_parquet('{request['people']}')")
    rules = [row[0] for row in database.execute(f"DESCRIBE {SQL}").fetchall()]
    sums = ", ".join(f'count("{rule}"), sum("{rule}")' for rule in rules)
    seconds, row = [], ()
    for _ in range(request["times"]):
        begin = time.perf_counter()
        row = database.execute(f"SELECT {sums} FROM ({SQL})").fetchone()
        seconds.append(time.perf_counter() - begin)
    if request["answers"]:
        database.execute(f"COPY ({SQL}) TO '{request['answers']}' (FORMAT parquet)")
    pairs = zip(rules, row[::2], row[1::2], strict=True) if row else ()
    totals = {rule: (count, int(fen or 0)) for rule, count, fen in pairs}
    json.dump({"version": duckdb.__version__, "seconds": seconds, "totals": totals}, sys.stdout)


if __name__ == "__main__":
    main()
