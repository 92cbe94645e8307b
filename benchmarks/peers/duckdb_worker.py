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
    database.execute(f"CREATE VIEW person AS FROM read_parquet('{request['people']}', "
                     "file_row_number = true)")  # fmt: skip
    rules = [row[0] for row in database.execute(f"DESCRIBE {SQL}").fetchall()][1:]
    sums = ", ".join(f'count("{rule}"), sum("{rule}")' for rule in rules)
    seconds, busy, row = [], [], ()
    for _ in range(request["times"]):
        begin, spent = time.perf_counter(), time.process_time()
        row = database.execute(f"SELECT {sums} FROM ({SQL})").fetchone()
        seconds.append(time.perf_counter() - begin)
        busy.append(time.process_time() - spent)
    if request["answers"]:
        database.execute(
            f"COPY ({SQL} ORDER BY file_row_number) TO '{request['answers']}' (FORMAT parquet)"
        )
    pairs = zip(rules, row[::2], row[1::2], strict=True) if row else ()
    totals = {rule: (count, int(fen or 0)) for rule, count, fen in pairs}
    answer = {
        "version": duckdb.__version__, "seconds": seconds, "cpu_seconds": busy, "totals": totals,
    }  # fmt: skip
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
