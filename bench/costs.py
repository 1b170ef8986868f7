"""What a few costly lines cost before and after they were changed, as ratios within one run.

    .venv/bin/python bench/costs.py [--topics 20000] [--rounds 9]

Both ways of each line take turns, so that a busy machine slows both alike; times are medians in
milliseconds, with PostgreSQL. The last lines are the time of the queries of the main pages, first as they are
by default, then with parameters that the server binds, in statements that are prepared.
"""

import argparse
import logging
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager

import fill
import pages
import scratch
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.features import DatabaseFeatures
from django.test import Client, override_settings

WIDTHS = "{:<34}{:>10}{:>10}{:>9}\n"
PLAIN = {"server_side_binding": False, "prepare_threshold": None}
BOUND = {"server_side_binding": True, "prepare_threshold": 2}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--topics", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=9)
    options = options.parse_args()
    logging.disable(logging.CRITICAL)
    with scratch.database(), tempfile.TemporaryDirectory() as root, override_settings(STATIC_ROOT=root):
        call_command("collectstatic", interactive=False, verbosity=0)
        fill.community()
        fill.topics(1, options.topics)
        pages.colabs()
        pages.vocabulary().refresh()
        say(f"\n{options.topics:,} topics\n")
        say(WIDTHS.format("", "before", "after", "ratio"))
        for title, before, after in changes():
            compare(title, before, after, options.rounds)
        compare_bindings(options.rounds)


def compare(title, before, after, rounds):
    took = {before: [], after: []}
    for _ in range(rounds):
        for way in (before, after):
            begun = time.perf_counter()
            way()
            took[way].append(time.perf_counter() - begun)
    show(title, *(statistics.median(times) for times in took.values()))


def show(title, before, after):
    say(WIDTHS.format(title, f"{before * 1000:.2f}", f"{after * 1000:.2f}", f"{after / before:.2f}"))


# --- Changed lines


def changes():
    """Return (title, before, after) of each."""
    from mailing.transport import mime  # noqa: PLC0415  models, which exist since Django was set up

    mail = a_mail(mime)
    return [
        ("five wanted topics", wanted_before, wanted_after),
        ("similar topics", similar_before, similar_after),
        ("a reply to 200 watchers", *replies()),
        ("a kept mail, for sending", lambda: parse_whole(mail), lambda: mime.KeptMail(mail).message()),
    ]


def wanted_before():
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415  as above
    from django.db.models import Count  # noqa: PLC0415

    from forums.models import Topic  # noqa: PLC0415

    topics = Topic.objects.visible_to(AnonymousUser()).candidates().select_related("forum")
    return list(topics.annotate(people=Count("nominations")).order_by("-wanted", "-pk")[:5])


def wanted_after():
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415  as above

    from colab.pages import dashboards  # noqa: PLC0415

    return list(dashboards.wanted(AnonymousUser()))


TITLE = "balanta dorlin fiberra balantta"


def similar_before():
    """Find the keys within the statement that compares titles."""
    from forums.search import similar  # noqa: PLC0415  as above

    def as_a_query(words):
        return with_words(words).values("pk")

    with_words, similar._with_words = similar._with_words, as_a_query
    similar.list = lambda rows: rows if rows.query.combinator else list(rows)
    try:
        return similar_after()
    finally:
        similar._with_words = with_words
        del similar.list


def similar_after():
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415  as above

    from forums.search import similar  # noqa: PLC0415

    return similar.topics(TITLE, AnonymousUser())


def replies():
    from django.db import transaction  # noqa: PLC0415  as above

    from forums.models import Topic, Watch  # noqa: PLC0415
    from forums.topics import watches  # noqa: PLC0415
    from mailing import outbox  # noqa: PLC0415
    from participants.models import Participant  # noqa: PLC0415

    people = list(Participant.objects.order_by("pk")[:200])
    post = Topic.objects.order_by("pk").first().posts.get(number=2)
    Watch.objects.bulk_create(Watch(topic=post.topic, participant=person) for person in people)

    def undone(notify):
        def run():
            with transaction.atomic():
                notify()
                transaction.set_rollback(True)

        return run

    def one_by_one():
        for person in watches.recipients({"post": post.pk}):
            outbox.post("reply", person, f"reply:{post.pk}:{person.pk}", post=post.pk)

    return undone(one_by_one), undone(lambda: watches.notify(post))


def a_mail(mime):
    text = "\n".join(f"Line {number}: words of a mail." for number in range(60))
    calendar = "BEGIN:VCALENDAR\r\n" + "X-LINE:some property of an entry\r\n" * 60 + "END:VCALENDAR\r\n"
    return mime.render(
        mime.Mail(
            subject="A seat for you",
            text=text,
            html=f"<p>{text}</p>" * 4,
            sender="Co-Lab <co-lab@example.org>",
            recipient="ana@example.org",
            message_id="<token@example.org>",
            calendar=("REQUEST", calendar.encode()),
        )
    )


def parse_whole(content):
    from email import policy  # noqa: PLC0415
    from email.parser import BytesParser  # noqa: PLC0415

    mail = BytesParser(policy=policy.default).parsebytes(content)
    for kind in ("plain", "html"):
        mail.get_body((kind,)).get_content()
    BytesParser().parsebytes(content)


# --- Parameters bound by the server


def compare_bindings(rounds):
    took = {}
    for number in range(rounds):
        for name, options in (("plain", PLAIN), ("bound", BOUND)):
            with connected(options):
                for title, address in pages.pages().items():
                    times = took.setdefault(title, {"plain": [], "bound": []})[name]
                    times.append(time_of_queries(address, warm=4 if number else 8))
    for title, times in took.items():
        show(f"queries: {title}", *(statistics.median(each) for each in times.values()))
    sums = [sum(statistics.median(times[name]) for times in took.values()) for name in ("plain", "bound")]
    show("queries of all these pages", *sums)


@contextmanager
def connected(options):
    """Connect anew with these options within the block."""
    before = dict(connection.settings_dict["OPTIONS"])
    connection.settings_dict["OPTIONS"] |= options
    connection.close()
    connection.features = DatabaseFeatures(connection)
    yield
    connection.settings_dict["OPTIONS"] = before
    connection.close()
    connection.features = DatabaseFeatures(connection)


def time_of_queries(address, warm):
    client, spent = Client(), []

    def keep(execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - begun)

    for _ in range(warm):
        client.get(address)
    with connection.execute_wrapper(keep):
        client.get(address)
    return sum(spent)


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
