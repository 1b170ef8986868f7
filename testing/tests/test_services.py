"""The guarantees of `testing.services` for each test run."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import redis
from django.conf import settings
from django.db import connection

RUN = """
import os

def test_that_fails():
    print("here:", os.environ["DATABASE_URL"])
    assert False
"""


@pytest.mark.django_db
def test_the_tests_run_on_postgresql():
    assert connection.vendor == "postgresql"
    assert connection.settings_dict["NAME"].startswith("test_colab")


def test_the_broker_is_a_real_one():
    assert redis.from_url(settings.REDIS_URL).info("server")["server_name"] == "valkey"


def test_runs_at_the_same_time_have_their_own_servers_and_leave_none_when_they_fail(tmp_path):
    (tmp_path / "test_run.py").write_text(RUN)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        "pytest.ini",
        "--rootdir",
        ".",
        str(tmp_path / "test_run.py"),
    ]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    options = {"cwd": settings.BASE_DIR, "env": alone, "stdout": subprocess.PIPE, "text": True}

    runs = [subprocess.Popen(command, **options) for _ in range(2)]
    outputs = [run.communicate(timeout=120)[0] for run in runs]

    urls = {line.partition(": ")[2] for output in outputs for line in output.splitlines() if "here: " in line}
    assert len(urls | {os.environ["DATABASE_URL"]}) == 3
    assert [run.returncode for run in runs] == [1, 1]
    for url in urls:
        assert not Path(unquote(urlsplit(url).netloc.partition("@")[2])).exists()
