"""Who serves the pages, and who may read what the processes write."""

import os
import stat

import pytest

from devserver import serving
from devserver.embedded.account import Account
from devserver.runner import Program

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def ran(command, **options):
    program = Program("one", command, **options).start()
    assert program.process.wait(timeout=30) == 0


@as_root
def test_started_by_root_the_programs_run_as_the_user_of_the_servers(monkeypatch):
    monkeypatch.setattr(serving, "_starts", lambda account: True)

    account, sentence = serving.account()

    assert (account, sentence) == (Account.for_servers(), "")
    assert account.uid != 0
    ran(
        f'test "$(id -u):$(id -g):$(id -G)" = "{account.uid}:{account.gid}:{account.gid}"',
        popen=account.popen,
    )


@as_root
def test_where_that_user_cannot_read_the_checkout_root_serves_and_says_so(monkeypatch):
    monkeypatch.setattr(serving, "_starts", lambda account: False)

    account, sentence = serving.account()

    assert (account.uid, account.popen) == (0, {})
    assert sentence.startswith("Root serves the pages")


@as_root
def test_that_user_owns_what_the_processes_write_and_nothing_else(tmp_path):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").touch()
    (tmp_path / "secret_key").touch()
    (tmp_path / "mail" / "link").symlink_to(tmp_path / "secret_key")
    account = Account.for_servers()

    serving.hand_over(account, tmp_path)

    owners = {path.name: path.lstat().st_uid for path in [tmp_path, *tmp_path.rglob("*")]}
    del owners["link"]
    assert owners == dict.fromkeys([tmp_path.name, "mail", "1.eml"], account.uid) | {"secret_key": 0}


def test_anybody_else_serves_as_themselves(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1234)

    account, sentence = serving.account()
    serving.hand_over(account, tmp_path)

    assert (account.uid, account.popen, sentence) == (1234, {}, "")


def test_nobody_else_reads_what_the_programs_write(tmp_path):
    ran(f"mkdir {tmp_path}/mail && touch {tmp_path}/mail/1.eml")

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mail", tmp_path / "mail" / "1.eml")]
    assert modes == [0o700, 0o600]
