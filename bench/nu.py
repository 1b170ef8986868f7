#!/usr/bin/env python
"""The Nu HTML checker over pages saved by `bench/barriers.py --save DIRECTORY`: 0 errors.

npm install --prefix /tmp/nu vnu-jar           (it needs Java)
.venv/bin/python bench/nu.py DIRECTORY /tmp/nu/node_modules/vnu-jar/build/dist/vnu.jar
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path


def main(directory, jar):
    pages = sorted(map(str, Path(directory).glob("*.html")))
    checked = subprocess.run(  # noqa: S603  files of ours, by a checker the caller names
        ["java", "-jar", jar, "--errors-only", "--format", "gnu", *pages],  # noqa: S607
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    errors = Counter(re.sub(r'^"[^"]*":[\d.-]*: ', "", line) for line in checked.stderr.splitlines())
    for error, number in errors.most_common():
        print(f"{number:>5}  {error}")
    print(f"{len(pages)} pages, {sum(errors.values())} errors")
    return bool(errors or checked.returncode)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
