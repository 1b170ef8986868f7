#!/usr/bin/env python
"""Ten telephones in one hour: what they ask of the site, and what a look costs beside /healthz.

    .venv/bin/python bench/hour.py [--seconds 180] [--looks 400]

A gunicorn as the Procfile starts it, over the loopback. The page of each of ten people asks every ten
seconds, as static/js/colab.js does; whoever leads goes on every twenty, and a note arrives every
fifteen. The CPU of looks that are answered by 204 and of /healthz is measured in turns, so that a busy
machine slows both alike.
"""

import argparse
import http.client
import logging
import os
import re
import statistics
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import scratch
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from threads import Server

PEOPLE, EVERY, NEXT, NOTE = 10, 10, 20, 15  # people, and seconds between looks, steps and notes
METHODS = ["arrive", "silent", "round", "pairs", "fours", "talk", "dots", "keep"]
SEEN = re.compile(r"/hour/now/\?seen=([\w-]+)")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--seconds", type=float, default=180)
    options.add_argument("--looks", type=int, default=400)
    options = options.parse_args()
    logging.disable(logging.CRITICAL)
    with scratch.database():
        call_command("collectstatic", interactive=False, verbosity=0)
        colab, people = hour()
        show_queries(colab, people[0])
        server = Server(4)
        try:
            phones = [Phone(server.port, colab, person, at) for at, person in enumerate(people)]
            sys.stdout.write(f"page, compressed       {phones[0].size / 1000:8.1f} kB\n")
            run(phones, colab, options.seconds)
            show_cpu(server, phones[0], options.looks)
        finally:
            server.stop()


def hour():
    """A co-lab under way with ten people, each with a note, in steps of one minute."""
    # Only now, here and below: models need the settings of the database made for this.
    from events.models import Step  # noqa: PLC0415
    from followups.models import Insight  # noqa: PLC0415
    from testing import make  # noqa: PLC0415

    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=1))
    for number, method in enumerate(
        ["arrive", "silent", "round", "pairs", "fours", "talk", "dots", "keep"], start=1
    ):
        Step.objects.create(colab=colab, position=number, method=method, minutes=1)
    people = [make.participant(organization="Housing office") for _ in range(PEOPLE)]
    for person in people:
        make.seated(colab, person, intention="share", attendance="came")
        Insight.objects.create(colab=colab, author=person, text="So.", html="<p>So.</p>", audience="ten")
    return colab, people


class Phone:
    """A page of the hour that is open: what it shows, and what it was answered."""

    def __init__(self, port, colab, person, number):
        self.number = number
        client = Client()
        client.force_login(person)
        self.headers = {
            "Host": "testserver",
            "Cookie": f"sessionid={client.cookies['sessionid'].value}",
            "Accept-Encoding": "gzip",
        }
        self.port = port
        self.address, self.answers = f"/co-labs/{colab.pk}/hour/", []
        _status, self.size = self.ask(self.address, {"Accept-Encoding": "gzip"})
        self.read(self.address)

    def ask(self, address, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", address, headers=self.headers | headers)
        answer = connection.getresponse()
        self.body = answer.read()
        connection.close()
        return answer.status, len(self.body)

    def read(self, address):
        status, _size = self.ask(address, {"Accept-Encoding": "identity", "HX-Request": "true"})
        if status == 200:
            self.seen = SEEN.search(self.body.decode())[1]
        return status

    def look(self):
        """Ask what changed; a changed piece is asked for once more, to be read."""
        begun = time.monotonic()
        address = f"{self.address}now/?seen={self.seen}"
        status, size = self.ask(address, {"HX-Request": "true"})
        self.answers.append((status, size, time.monotonic() - begun))
        if status == 200:
            self.read(address)


def run(phones, colab, seconds):
    begun = time.monotonic()
    threads = [threading.Thread(target=looking, args=[phone, begun, seconds]) for phone in phones]
    for thread in threads:
        thread.start()
    leading(colab, begun, seconds)
    for thread in threads:
        thread.join()
    answers = [answer for phone in phones for answer in phone.answers]
    pieces = [size for status, size, _took in answers if status == 200]
    took = sorted(1000 * seconds_ for _status, _size, seconds_ in answers)
    sys.stdout.write(
        f"looks a second         {len(answers) / seconds:8.2f}\n"
        f"answered by 204        {sum(status == 204 for status, *_ in answers):8}\n"
        f"changed pieces         {len(pieces):8}\n"
        f"a piece, compressed    {statistics.median(pieces) / 1000:8.1f} kB\n"
        f"a look, median         {statistics.median(took):8.1f} ms\n"
    )
    if {status for status, *_ in answers} - {200, 204}:
        raise SystemExit("A look was answered otherwise.")


def looking(phone, begun, seconds):
    """Look every ten seconds, each telephone at its own moment."""
    first = 0.5 + phone.number % EVERY
    for moment in [first + EVERY * number for number in range(int(seconds // EVERY))]:
        time.sleep(max(0, begun + moment - time.monotonic()))
        phone.look()


def leading(colab, begun, seconds):
    """Go on, and let notes arrive, as the site itself does."""
    from events.hour import course as courses  # noqa: PLC0415
    from events.hour import hours  # noqa: PLC0415

    for moment in range(1, int(seconds)):
        time.sleep(max(0, begun + moment - time.monotonic()))
        if moment % NEXT == 0:
            course = courses.of(colab)
            verb = hours.forward if course.following else hours.back
            verb(colab, colab.organizer, course.place)
        if moment % NOTE == 0:
            courses.touch(colab)


def show_queries(colab, person):
    from events.hour import course as courses  # noqa: PLC0415
    from testing.queries import recorded  # noqa: PLC0415

    client = Client(headers={"HX-Request": "true"})
    client.force_login(person)
    for name, seen in {"of a 204": courses.of(colab).seen, "of a changed piece": ""}.items():
        with recorded() as queries:
            client.get(f"/co-labs/{colab.pk}/hour/now/", {"seen": seen})
        sys.stdout.write(f"queries {name:<18} {len(queries) - 2:5} beside session and person\n")


def show_cpu(server, phone, looks):
    """Show the CPU of the web server for a look at an hour in which nothing changes, and for /healthz."""
    phone.look()
    addresses = {"204": f"{phone.address}now/?seen={phone.seen}", "/healthz": "/healthz"}
    used = dict.fromkeys(addresses, 0.0)
    for _round in range(4):
        for name in used:
            before = cpu(server.process.pid)
            for _ in range(looks // 4):
                phone.ask(addresses[name], {"HX-Request": "true"})
            used[name] += cpu(server.process.pid) - before
    for name, seconds in used.items():
        sys.stdout.write(f"CPU of {name:<15} {1000 * seconds / looks:8.2f} ms\n")


def cpu(pid):
    """Return the seconds of CPU that a process and its children have used."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for process in [pid, *children]:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
