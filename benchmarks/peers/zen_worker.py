"""Runs the GoRules port in its own environment: people in on stdin, answers and times out.

The decision is compiled once; each evaluation takes a dict, as an application has it.

    python zen_worker.py < request.json > answer.json
"""

import json
import sys
import time
from importlib.metadata import version
from typing import Any

import zen
from zen_port import FEN, graph


def main() -> None:
    people = json.load(sys.stdin)["people"]
    decision = zen.ZenEngine().create_decision(json.dumps(graph()))
    decision.evaluate(people[0])
    times, answers = [], []
    for _ in range(5):
        for person in people:
            begin = time.perf_counter()
            decision.evaluate(person)
            times.append((time.perf_counter() - begin) * 1000)
    for person in people:
        result = decision.evaluate(person)["result"]
        answers.append({rule.replace("_", "-"): result.get(rule) for rule in FEN})
    traced = [_traced(decision, person) for person in people]
    answer = {
        "version": version("zen-engine"), "answers": answers,
        "single_ms": times, "traced_ms": traced,
    }  # fmt: skip
    json.dump(answer, sys.stdout)


def _traced(decision: zen.ZenDecision, person: dict[str, Any]) -> float:
    begin = time.perf_counter()
    decision.evaluate(person, {"trace": True})
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
