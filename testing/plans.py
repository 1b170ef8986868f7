"""How PostgreSQL would run a query if its tables were large.

A test has too few rows for a plan to show what it would be on a site: of one block, reading all is the
cheapest. Here PostgreSQL is discouraged from what large tables discourage it from (DISCOURAGED): a scan is
left only where no index leads to the rows.
"""

import json
from contextlib import contextmanager

from django.db import connection

DISCOURAGED = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")
BLOCKING = {"Sort", "Hash", "Materialize", "Memoize"}  # nodes that read all before they return the first row


@contextmanager
def of_queries():
    """Yield a list of (sql, plan) of each SELECT within the block, the same text once."""
    plans, known = [], set()

    def keep(execute, sql, params, many, context):
        if sql.startswith("SELECT") and sql not in known:
            known.add(sql)
            plans.append((sql, _plan(sql, params)))
        return execute(sql, params, many, context)

    _set("off")
    try:
        with connection.execute_wrapper(keep):
            yield plans
    finally:
        _set("DEFAULT")


def _set(value):
    with connection.cursor() as cursor:
        for name in DISCOURAGED:
            cursor.execute(f"SET {name} = {value}")


def _plan(sql, params):
    with connection.connection.cursor() as cursor:  # of the driver: what it executes is not kept again
        [(found,)] = cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params).fetchall()
    found = json.loads(found) if isinstance(found, str) else found
    return found[0]["Plan"]


def read_whole(plan, filled=(), *, limited=False):
    """Yield the name of each table that a plan reads from beginning to end.

    So does an index that is walked without a condition, to sort or count what it holds, but not one that is
    walked in its order until a LIMIT is reached. Only tables that are `filled` tell: with a handful of rows,
    a walk is as good as any other way.
    """
    kind, table = plan["Node Type"], plan.get("Relation Name")
    walked = kind in {"Index Scan", "Index Only Scan"} and "Index Cond" not in plan and not limited
    if kind == "Seq Scan" or (walked and table in filled):
        yield table
    limited = kind == "Limit" or (limited and not _is_blocking(plan))
    for part in plan.get("Plans", []):
        yield from read_whole(part, filled, limited=limited)


def _is_blocking(plan):
    return plan["Node Type"] in BLOCKING or plan.get("Strategy") in {"Hashed", "Plain", "Mixed"}
