"""What half-open requests cost a site.

    python bench/half_open.py http://127.0.0.1:8000 [--host NAME] [--number 40]

Opens requests whose bodies never arrive, and asks for a page meanwhile. Only addresses of the loopback are
tried. Exits with 1 if a page takes longer than two seconds.
"""

import argparse
import http.client
import ipaddress
import socket
import ssl
import sys
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

TRIES, PATIENCE = 5, 20  # pages asked for; seconds each


def connect(address):
    made = socket.create_connection((address.hostname, address.port), timeout=PATIENCE)
    return _unverified().wrap_socket(made) if address.scheme == "https" else made


def _unverified():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # a certificate made for the trial
    return context


def half_open(address, host):
    """Return a connection with the head of a form and no body."""
    connection = connect(address)
    lines = ["POST /theme/ HTTP/1.1", f"Host: {host}", "Content-Length: 100", "Content-Type: text/plain"]
    connection.sendall("\r\n".join([*lines, "", "a"]).encode())
    return connection


def seconds_of_a_page(address, host):
    """Return how long a page took, infinity if it did not come."""
    secure = {"context": _unverified()} if address.scheme == "https" else {}
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(address.hostname, address.port, timeout=PATIENCE, **secure)
    began = time.monotonic()
    try:
        connection.request("GET", "/about/", headers={"Host": host})
        return time.monotonic() - began if connection.getresponse().status == 200 else float("inf")
    except OSError:
        return float("inf")
    finally:
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--host", help="the name in the header Host, else that of the address")
    parser.add_argument("--number", type=int, default=40)
    given = parser.parse_args()
    address = urlsplit(given.address)
    if not ipaddress.ip_address(socket.gethostbyname(address.hostname)).is_loopback:
        parser.error("only the loopback is tried")
    host = given.host or address.netloc
    quiet = [seconds_of_a_page(address, host) for _ in range(TRIES)]
    with ExitStack() as opened:
        for _ in range(given.number):
            opened.enter_context(half_open(address, host))
        time.sleep(1)
        busy = [seconds_of_a_page(address, host) for _ in range(TRIES)]
    sys.stdout.write(
        f"A page: {max(quiet):.2f} s at most; beside {given.number} half-open: {max(busy):.2f} s\n"
    )
    sys.exit(max(busy) > 2)


if __name__ == "__main__":
    main()
