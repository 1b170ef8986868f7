"""Queries, bytes and CPU time of the main pages, beside a bare Django page of 30 rows.

    .venv/bin/python bench/pages.py [--topics 1000 100000] [--times 15]

CPU is that of the web process (time.process_time), without PostgreSQL; "all" is the whole time of a request,
with PostgreSQL. Both are medians in milliseconds, in this process, without a network.
"""

import argparse
import logging
import statistics
import sys
import tempfile
import time

import fill
import scratch
from django.apps import apps
from django.core.management import call_command
from django.test import Client, override_settings

WIDTHS = "{:<26}{:<9}{:>8}{:>10}{:>9}{:>9}{:>8}\n"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--topics", type=int, nargs="+", default=[1_000, 100_000])
    options.add_argument("--times", type=int, default=15)
    options = options.parse_args()
    logging.disable(logging.CRITICAL)
    with scratch.database(), tempfile.TemporaryDirectory() as root, override_settings(STATIC_ROOT=root):
        call_command("collectstatic", interactive=False, verbosity=0)
        fill.community()
        filled = 0
        for number in sorted(options.topics):
            fill.topics(filled + 1, number)
            filled = number
            colabs()
            vocabulary().refresh()
            show(number, options.times)


def colabs():
    """Create thirty planned and thirty held co-labs, once."""
    from events.models import CoLab  # noqa: PLC0415
    from testing import make  # noqa: PLC0415  models, which exist since Django was set up

    if CoLab.objects.exists():
        return
    topics = list(apps.get_model("forums.Topic").objects.order_by("pk")[:60])
    people = list(apps.get_model("participants.Participant").objects.order_by("pk")[1:9])
    for number, topic in enumerate(topics):
        made = (make.colab if number % 2 else make.held_colab)(topic=topic, organizer=people[0])
        for person in people[1:]:
            make.seated(made, person)
        if number % 2:
            topic.scheduled_until = made.ends_at
            topic.save(update_fields=["scheduled_until"])


def vocabulary():
    from forums.search import vocabulary  # noqa: PLC0415  as above

    return vocabulary


def pages():
    topic = apps.get_model("forums.Topic").objects.order_by("-pk").first()
    colab = apps.get_model("events.CoLab").objects.order_by("-pk").first()
    return {
        "home": "/",
        "forums": "/forums/",
        "forum, latest": "/forums/forum-1/",
        "forum, popular": "/forums/forum-1/?order=popular",
        "forum, relevant": "/forums/forum-1/?order=relevant",
        "topic": topic.get_absolute_url(),
        "candidates, popular": "/candidates/",
        "candidates, relevant": "/candidates/?order=relevant",
        "tag": "/tags/tag-1/",
        "co-labs": "/co-labs/",
        "co-labs, past": "/co-labs/past/",
        "library": "/library/",
        "library, one tag": "/library/?tag=tag-1",
        "library, rare words": "/library/?q=chipinham+or+zekelum",
        "co-lab": colab.get_absolute_url(),
        "search, frequent word": "/search/?q=balanta",
        "search, rare words": "/search/?q=chipinham+or+zekelum",
        "search, misspelt": "/search/?q=balantta",
    }


def show(topics, times):
    say(f"\n{topics:,} topics\n")
    say(WIDTHS.format("page", "reader", "queries", "bytes", "CPU ms", "all ms", "bare"))
    with override_settings(ROOT_URLCONF="bare", MIDDLEWARE=[]):
        bare = measured(Client(), "/", times)
    say(WIDTHS.format("a bare page of 30 rows", "", *figures(bare, bare)))
    for title, address in pages().items():
        for reader in ("visitor", "member"):
            client = Client()
            if reader == "member":
                client.force_login(member())
            say(WIDTHS.format(title, reader, *figures(measured(client, address, times), bare)))


def member():
    """Return a person who watches three tags, so that relevance has something to do."""
    person = apps.get_model("participants.Participant").objects.get(email="person7@example.org")
    tags = apps.get_model("forums.Tag").objects.order_by("pk")[:3]
    for tag in tags:
        person.watches.get_or_create(tag=tag)
    return person


def measured(client, address, times):
    """Return (queries, bytes, seconds of CPU, seconds); the last two are medians."""
    from testing.queries import recorded  # noqa: PLC0415  as above

    for _ in range(2):
        client.get(address)
    with recorded() as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}.")
    cpu, clock = [], []
    for _ in range(times):
        before = time.process_time(), time.perf_counter()
        client.get(address)
        cpu.append(time.process_time() - before[0])
        clock.append(time.perf_counter() - before[1])
    return len(queries), len(response.content), statistics.median(cpu), statistics.median(clock)


def figures(page, bare):
    queries, size, cpu, clock = page
    return queries, f"{size:,}", f"{cpu * 1000:.1f}", f"{clock * 1000:.1f}", f"×{cpu / bare[2]:.1f}"


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
