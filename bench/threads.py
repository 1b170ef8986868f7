"""How many requests the web server answers, and how slow the slowest hundredth is, by threads a process.

    .venv/bin/python bench/threads.py [--threads 2 4 8] [--rounds 3] [--seconds 6] [--clients 16]

Each number of threads gets a gunicorn of its own, started as the Procfile says; they take turns, so that a
busy machine slows all alike. Pages are those of bench/pages.py, as a visitor, over the loopback.
"""

import argparse
import http.client
import itertools
import logging
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time

import fill
import pages
import scratch
from django.core.management import call_command

WIDTHS = "{:<10}{:>14}{:>12}{:>12}\n"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--threads", type=int, nargs="+", default=[2, 4, 8])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=6)
    options.add_argument("--clients", type=int, default=16)
    options = options.parse_args()
    logging.disable(logging.CRITICAL)
    with scratch.database():
        call_command("collectstatic", interactive=False, verbosity=0)
        fill.community()
        fill.topics(1, 2_000)
        pages.colabs()
        servers = {number: Server(number) for number in options.threads}
        try:
            show(measured(servers, list(pages.pages().values()), options))
        finally:
            for server in servers.values():
                server.stop()


class Server:
    def __init__(self, threads):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
        procfile = (scratch.ROOT / "Procfile").read_text()
        command = re.search(r"^web: exec (.*)$", procfile, re.MULTILINE)[1]
        command = re.sub(r"--threads \S+", f"--threads {threads}", command)
        command = command.replace("python", sys.executable, 1).replace("${WEB_CONCURRENCY:-2}", "2")
        bind = {"GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{self.port}"}
        self.process = subprocess.Popen(command.split(), env=os.environ | bind, cwd=scratch.ROOT)  # noqa: S603
        while not self.answers("/healthz"):
            time.sleep(0.2)

    def answers(self, address):
        try:
            return get(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30), address) == 200
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait()


def get(connection, address):
    connection.request("GET", address, headers={"Host": "testserver"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def measured(servers, addresses, options):
    """Return {threads: ([requests of each round], [seconds of each request])}."""
    found = {number: ([], []) for number in servers}
    for server in servers.values():
        load(server, addresses, options.clients, 2)  # connections and templates
    for _ in range(options.rounds):
        for number, server in servers.items():
            took = load(server, addresses, options.clients, options.seconds)
            found[number][0].append(len(took))
            found[number][1].extend(took)
    return found


def load(server, addresses, clients, seconds):
    """Let clients ask for one page after the other; return how long each took."""
    took, end = [], time.monotonic() + seconds

    def ask(first):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for address in itertools.islice(itertools.cycle(addresses), first, None):
            begun = time.monotonic()
            if begun > end:
                return
            if get(connection, address) != 200:
                raise SystemExit(f"{address} does not answer 200.")
            took.append(time.monotonic() - begun)

    asking = [threading.Thread(target=ask, args=[number]) for number in range(clients)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    return took


def show(found):
    sys.stdout.write(WIDTHS.format("threads", "requests", "median ms", "p99 ms"))
    for number, (requests, took) in found.items():
        slow = statistics.quantiles(took, n=100)
        median, p99 = (f"{1000 * value:.0f}" for value in (slow[49], slow[98]))
        sys.stdout.write(WIDTHS.format(number, f"{statistics.median(requests):.0f}", median, p99))


if __name__ == "__main__":
    main()
