"""Two hundred messages through failures of everything they depend on.

    python bench/messages.py

Twenty co-labs are filled by the real verb while two senders (a Celery worker with its schedule, and
`manage.py send_messages --loop`) are killed with SIGKILL eight times in turn, the mail server refuses, hangs,
answers 421, 451, 550 and 552, drops connections before and after accepting a mail, and goes away; the broker
is stopped, hangs and is killed; PostgreSQL is restarted twice. Prints what became of every message, and the
time of the slowest request. Exits with 1 if one was lost, sent twice without cause, or sent although its
transaction failed.

Servers and processes are real; only pauses and leases are shorter than in production.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta

import scratch

from testing.mails.smtp import Script, Server

COLABS, SEATS, KILLS = 20, 10, 8
PLAN = {
    "later": 20,
    "busy": 10,
    "hang": 6,
    "drop": 10,
    "cut": 20,
    "no such person": 10,
    "too big": 5,
}
FOR_GOOD = {"no such person", "too big"}
LEASE, PATIENCE = timedelta(seconds=12), 2  # a lease outlasts the slowest attempt
KILLED_WITHIN = 1.0  # seconds in which a sender may have been killed before it could note what it had sent
LATEST = 180  # seconds until every message must be settled


def main():
    script = Script()
    server = Server(script)
    server.start()
    scratch.ENVIRONMENT |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "LOG_LEVEL": "CRITICAL"}
    with scratch.database() as place:
        os.environ["BEAT_SCHEDULE"] = str(place.directory / "beat")
        bench = Bench(script, server, place)
        ok = bench.run()
    bench.server.stop()
    sys.exit(0 if ok else 1)


class Bench:
    def __init__(self, script, server, place):
        self.script, self.server, self.place = script, server, place
        self.kills, self.pages, self.begun = [], [], time.monotonic()
        self.fate = {}

    def run(self):
        from events.registration import seats  # noqa: PLC0415  models need the settings of the database made for this

        self.join = seats.join
        self._people()
        with senders() as self.senders:
            self._post_while_all_breaks()
            self._wait()
        return self._report()

    def _people(self):
        from testing import make  # noqa: PLC0415

        self.colabs = [make.colab() for _ in range(COLABS)]
        self.people = [make.participant() for _ in range(COLABS * SEATS)]
        steps = [step for step, number in PLAN.items() for _ in range(number)]
        unlucky = random.Random(7).sample(self.people, len(steps))  # noqa: S311  the same ones each time
        self.fate = dict(zip([person.email for person in unlucky], steps, strict=True))
        self.script.plan = {address: [step] for address, step in self.fate.items()}

    # --- What is done to it

    def _post_while_all_breaks(self):
        breaks = [
            self._smtp_goes, self._kill, self._broker_stops, self._kill, self._restart_postgresql, self._kill,
            self._smtp_comes, self._kill, self._broker_starts, self._broker_hangs, self._kill, self._kill,
            self._broker_goes_on, self._restart_postgresql, self._kill, self._broker_is_killed, self._kill,
            self._broker_starts,
        ]  # fmt: skip
        every = len(self.people) // len(breaks)
        for number, person in enumerate(self.people):
            if number % every == every - 1 and breaks:
                breaks.pop(0)()
            colab = self.colabs[number // SEATS]
            self._page(colab, person)
            if number % 10 == 0:
                self._page_that_fails(colab)
            time.sleep(0.1)
        while breaks:
            breaks.pop(0)()

    def _page(self, colab, person):
        """Register a person; retry while the database is away, as people would."""
        from django.db import InterfaceError, OperationalError, connection  # noqa: PLC0415

        while True:
            begun = time.monotonic()
            try:
                self.join(colab, person)
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(0.1)
            else:
                self.pages.append(time.monotonic() - begun)
                return

    def _page_that_fails(self, colab):
        from django.db import transaction  # noqa: PLC0415

        from mailing import outbox  # noqa: PLC0415

        with suppress(Exception), transaction.atomic():
            outbox.post("seated", self.people[0], f"never:{time.monotonic()}", registration=1)
            raise KeyError

    def _kill(self):
        sender = self.senders[len(self.kills) % len(self.senders)]
        self.kills.append((time.time(), sender.kill()))
        sender.start()

    def _smtp_goes(self):
        self.server.stop()

    def _smtp_comes(self):
        self.server = Server(self.script, self.server.port)
        self.server.start()

    def _restart_postgresql(self):
        postgresql = self.place._servers()["DATABASE_URL"]
        postgresql.stop()
        postgresql.start()

    @property
    def _broker(self):
        return self.place._servers()["REDIS_URL"]

    def _broker_stops(self):
        self._broker.stop()

    def _broker_starts(self):
        self._broker.start()

    def _broker_hangs(self):
        os.kill(self._broker._process().pid, signal.SIGSTOP)

    def _broker_goes_on(self):
        os.kill(self._broker._process().pid, signal.SIGCONT)

    def _broker_is_killed(self):
        os.kill(self._broker._process().pid, signal.SIGKILL)

    def _wait(self):
        from mailing.models import Message  # noqa: PLC0415

        while Message.objects.filter(state="waiting").exists():
            if time.monotonic() - self.begun > LATEST:
                break
            time.sleep(0.2)
        time.sleep(1)

    # --- What became of it

    def _report(self):
        from mailing.models import Message  # noqa: PLC0415

        rows = list(Message.objects.select_related("recipient"))
        taken = Counter(mail.recipient for mail in self.script.taken)
        refused = {address for address, step in self.fate.items() if step in FOR_GOOD}
        sent = {row.recipient.email for row in rows if row.state == "sent"}
        lost = [
            person.email for person in self.people if person.email not in refused and not taken[person.email]
        ]
        twice = [address for address, number in taken.items() if number > 1]
        why = Counter(self._why_twice(address) for address in twice)
        lines = {
            "messages written": len(rows),
            "sent": len(sent),
            "refused for good, kept for staff": sum(row.state == "refused" for row in rows),
            "  of these, answered 550 or 552 by plan": len(refused),
            "not settled": sum(row.state not in {"sent", "refused"} for row in rows),
            "lost": len(lost),
            "arrived twice: the line was cut after the server took it": why["cut"],
            "arrived twice: the sender was killed after the server took it": why["kill"],
            "arrived twice: no cause": why[None],
            "  of all these, under another Message-ID or with other bytes": why["changed"],
            "sent although the transaction failed": len(rows) - len(self.people),
            "senders killed with -9": len(self.kills),
            "attempts": sum(row.attempts for row in rows),
            "slowest page, seconds": round(max(self.pages), 2),
            "seconds until all was settled": round(time.monotonic() - self.begun),
        }
        for name, number in lines.items():
            sys.stdout.write(f"{name:68}{number:>8}\n")
        states = Counter(row.state for row in rows)
        wrong = len(lost) + why[None] + why["changed"]
        return not wrong and states == {"sent": len(self.people) - len(refused), "refused": len(refused)}

    def _why_twice(self, address):
        mails = [mail for mail in self.script.taken if mail.recipient == address]
        if len({(mail.message_id, mail.content) for mail in mails}) > 1:
            return "changed"
        causes = {self._cause(mail) for mail in mails[:-1]}
        return causes.pop() if len(causes) == 1 else min(causes, key=str)

    def _cause(self, mail):
        if not mail.answered:
            return "cut"
        killed = any(0 <= at - mail.at <= KILLED_WITHIN for at, _sender in self.kills)
        return "kill" if killed else None


class Sender:
    def __init__(self, *roles):
        self.roles, self.processes = roles, []

    def start(self):
        self.processes = [
            subprocess.Popen([sys.executable, __file__, role], stdout=subprocess.DEVNULL)  # noqa: S603
            for role in self.roles
        ]

    def kill(self):
        for process in self.processes:
            process.kill()
            process.wait()
        return self.roles


@contextmanager
def senders():
    pair = [Sender("loop"), Sender("worker", "beat")]
    for sender in pair:
        sender.start()
    try:
        yield pair
    finally:
        for sender in pair:
            sender.kill()


def send(role):
    """Run the product's own commands in a process of its own, with shorter pauses."""
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    from colab.celery import app  # noqa: PLC0415
    from mailing import outbox  # noqa: PLC0415

    settings.EMAIL_TIMEOUT = PATIENCE
    outbox.LEASE = LEASE
    outbox.FIRST_PAUSE, outbox.LONGEST_PAUSE = timedelta(seconds=0.5), timedelta(seconds=4)
    app.conf.beat_schedule["send due messages"]["schedule"] = 2
    quiet = ["--loglevel", "critical"]
    if role == "loop":
        call_command("send_messages", "--loop")
    elif role == "worker":
        app.worker_main(["worker", "--pool", "threads", "--concurrency", "2", *quiet])
    else:
        app.start(["beat", "--schedule", os.environ["BEAT_SCHEDULE"], "--pidfile=", *quiet])


if __name__ == "__main__":
    send(sys.argv[1]) if len(sys.argv) > 1 else main()
