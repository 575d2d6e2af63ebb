"""The way of the program that people know: brace depth, json.loads, datetime.fromisoformat, pandas.

    python3 benchmark/pandas_reference.py events.jsonl sessions.csv
"""
import json
import sys
from datetime import datetime, timezone

import pandas


def objects(text):
    depth, start = 0, 0
    for at, character in enumerate(text):
        if character == "{":
            if depth == 0:
                start = at
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield text[start : at + 1]
            depth = max(depth, 0)


def events(path):
    # The reference takes the whole file as one text; a line at a time keeps one damaged record from costing all others.
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            for text in objects(line):
                try:
                    record = json.loads(text)
                    user, when, kind = record["user_id"], record["event_time"], record["event_type"]
                    if not isinstance(when, str) or kind is None:
                        continue
                    moment = datetime.fromisoformat(when.replace("Z", "+00:00")).astimezone(timezone.utc)
                    yield int(user), moment, kind
                except (ValueError, KeyError, TypeError):
                    continue


frame = pandas.DataFrame(events(sys.argv[1]), columns=["user_id", "event_time", "event_type"]).drop_duplicates()
sessions = frame.groupby("user_id")["event_time"].agg(["min", "max", "count"]).reset_index()
sessions.columns = ["user_id", "session_start", "session_end", "event_count"]
sessions.to_csv(sys.argv[2], index=False, date_format="%Y-%m-%dT%H:%M:%SZ")
