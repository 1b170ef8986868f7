#!/usr/bin/env python
"""Lighthouse, as on a mid-range telephone on a slow line, over the main pages of a running site.

    npm install --prefix /tmp/lh lighthouse@12     (it needs Node 20 and Chromium)
    .venv/bin/python bench/lighthouse.py /tmp/lh/node_modules/.bin/lighthouse http://localhost:8000 / /forums/

Serve it as in production (DEBUG=0): a development server neither compresses nor caches. --cookie
"sessionid=…" opens pages that need one to be signed in. Scores are 0 to 100, times in milliseconds.
"""

import argparse
import json
import os
import subprocess
import sys

from barriers import QUIET, find

TRIES = 5  # it loses the beginning of a page now and then, and asks to be run again
WHAT = ["performance", "accessibility", "best-practices", "seo"]
TIMES = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"]
SHAPE = "{:<44}" + "{:>6}" * 4 + "{:>7}" * 3 + "{:>7}{:>9}{:>5}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("lighthouse")
    options.add_argument("site")
    options.add_argument("paths", nargs="+")
    options.add_argument("--cookie", default="")
    options = options.parse_args()
    print(SHAPE.format("page", "perf", "a11y", "best", "seo", "FCP", "LCP", "TBT", "CLS", "bytes", "req"))
    for path in options.paths:
        show(path, measured(options, path))


def measured(options, path):
    command = [options.lighthouse, options.site.rstrip("/") + path, "--output=json", "--quiet"]
    command += [f"--chrome-flags=--headless {QUIET}", f"--only-categories={','.join(WHAT)}"]
    if options.cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': options.cookie})}")
    environment = os.environ | {"CHROME_PATH": find()}
    for _attempt in range(TRIES):
        run = subprocess.run(command, env=environment, stdout=subprocess.PIPE)  # noqa: S603  the caller's
        if not run.returncode:
            return json.loads(run.stdout)
    sys.exit(f"Lighthouse did not measure {path}.")


def show(path, report):
    audits, scores = report["audits"], report["categories"]
    requests = audits["network-requests"]["details"]["items"]
    print(
        SHAPE.format(
            path[:43],
            *(round(100 * scores[name]["score"]) for name in WHAT),
            *(round(audits[name]["numericValue"]) for name in TIMES),
            round(audits["cumulative-layout-shift"]["numericValue"], 3),
            sum(request["transferSize"] for request in requests),
            len(requests),
        ),
        flush=True,
    )
    for name in WHAT[1:]:
        for part in scores[name]["auditRefs"]:
            audit = audits[part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"    {name}: {audit['title']}")


if __name__ == "__main__":
    sys.exit(main())
