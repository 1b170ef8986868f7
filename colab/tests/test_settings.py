"""Settings that depend on the environment, read by a process of its own; and the version."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from colab.settings import colabs
from core.database import limits
from learning.models import Output

READ = "from django.conf import settings; print('debug_toolbar' in settings.INSTALLED_APPS)"


def has_toolbar(**environment):
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "colab.settings"} | environment
    command = [sys.executable, "-c", READ]
    return subprocess.check_output(command, cwd=settings.BASE_DIR, env=given, text=True) == "True\n"


def test_the_debug_toolbar_is_there_where_it_is_asked_for():
    pytest.importorskip("debug_toolbar")

    assert has_toolbar(DEBUG="1", DEBUG_TOOLBAR="1")


@pytest.mark.parametrize(
    "environment", [{"DEBUG": "0", "DEBUG_TOOLBAR": "1"}, {"DEBUG": "1"}], ids=["on a site", "not asked for"]
)
def test_and_nowhere_else(environment):
    assert not has_toolbar(**environment)


def test_nor_in_tests():
    assert not settings.DEBUG_TOOLBAR


LIMITS = "from django.db import connections; print(connections.settings['default']['OPTIONS'].get('options'))"
STARTS = {
    "a command": "import django; django.setup()",
    "the web": "import colab.wsgi",
    "the worker": "import colab.celery; from celery.signals import worker_init; worker_init.send(None)",
}


@pytest.mark.parametrize("process", STARTS)
def test_the_web_and_the_worker_alone_have_limits(process):
    """Check R-PAGE-LIMITS."""
    command = [sys.executable, "-c", f"{STARTS[process]}; {LIMITS}"]
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "colab.settings"}

    printed = subprocess.check_output(command, cwd=settings.BASE_DIR, env=given, text=True).strip()

    assert printed == ("None" if process == "a command" else limits.OPTIONS)


def test_a_licence_that_is_none_stops_the_start():
    """Check R-LICENCE."""
    stopped = read(DAILY, COLAB_LICENCE="mine")
    assert stopped.returncode != 0
    assert "COLAB_LICENCE: 'mine' is none of" in stopped.stderr
    assert settings.COLAB["licence"] in Output.Licence.values
    assert set(colabs.LICENCES) == set(Output.Licence.values)


def test_the_changelog_begins_with_the_version():
    changelog = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## (\S+)", changelog, re.M)[1] == settings.VERSION


DAILY = "from django.conf import settings as s; print(s.COLAB['limits']['topic'], s.COLAB['limits']['reply'])"
FACTOR = "from django.conf import settings as s; print(s.SECOND_FACTOR_REQUIRED)"


def read(expression, **environment):
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "colab.settings"} | environment
    command = [sys.executable, "-c", expression]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=given, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("given", "numbers"),
    [("", "(5, 3) (30, 10)"), ("topic=10/4,reply=60", "(10, 4) (60, 10)"), ("topic=2", "(2, 2) (30, 10)")],
)
def test_limits_are_read_from_the_environment(given, numbers):
    """Check R-LIMITS."""
    assert read(DAILY, COLAB_LIMITS=given).stdout.strip() == numbers


@pytest.mark.parametrize("given", ["topics=5", "topic=", "topic=x", "topic=-1", "topic=5/x", "topic"])
def test_limits_that_are_not_understood_stop_the_process(given):
    stopped = read(DAILY, COLAB_LIMITS=given)

    assert stopped.returncode == 1
    assert "COLAB_LIMITS" in stopped.stderr


def test_the_hashtag_of_a_community_is_one_word_or_the_process_stops():
    shown = "from django.conf import settings as s; print(s.COLAB['hashtag'])"

    for given in ("", "#colab", "#rencontres_à_dix"):
        assert read(shown, COLAB_HASHTAG=given).stdout.strip() == given
    stopped = read(shown, COLAB_HASHTAG="#two words")
    assert (stopped.returncode, "COLAB_HASHTAG" in stopped.stderr) == (1, True)


@pytest.mark.parametrize(
    ("environment", "required"),
    [
        ({"DEBUG": "0"}, "True"),
        ({"DEBUG": "1"}, "False"),
        ({"DEBUG": "0", "DEMONSTRATION": "1"}, "False"),
        ({"DEBUG": "0", "SECOND_FACTOR_REQUIRED": "0"}, "False"),
        ({"DEBUG": "1", "SECOND_FACTOR_REQUIRED": "1"}, "True"),
    ],
)
def test_a_second_factor_is_required_on_a_site_and_not_in_a_demonstration(environment, required):
    """Check R-SECOND-FACTOR."""
    assert read(FACTOR, **environment).stdout.strip() == required


BINDING = (
    "from django.conf import settings as s; print('prepare_threshold' in s.DATABASES['default']['OPTIONS'])"
)


@pytest.mark.parametrize(("given", "bound"), [({}, "True\n"), ({"PREPARED_STATEMENTS": "0"}, "False\n")])
def test_the_server_binds_parameters_unless_a_pooler_forgets_statements(given, bound):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "colab.settings"} | given
    command = [sys.executable, "-c", BINDING]

    assert subprocess.check_output(command, cwd=settings.BASE_DIR, env=environment, text=True) == bound
