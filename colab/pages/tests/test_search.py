from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from core.web import keyset
from events.models import CoLab
from forums.models import Forum
from forums.search import vocabulary
from testing import make

pytestmark = pytest.mark.django_db


def page(client, query):
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(client, query):
    return [link.get_text() for link in page(client, query).select("main .rows h3 a")]


def lead(soup):
    return " ".join(soup.select_one("main p.lead[role=status]").get_text().split())


def test_topics_replies_and_colabs_are_found_together(client):
    topic = make.topic(title="Salt on roads")
    make.post(topic, text="Sand, not salt.")
    make.colab(topic=make.topic(title="Roads"), title="What replaces salt?")

    soup = page(client, "q=salt")
    found = [
        (row.select_one(".kicker").get_text(strip=True), row.h3.get_text())
        for row in soup.select(".rows > li")
    ]
    assert found == [
        ("Topic", "Salt on roads"),
        ("Co-lab", "What replaces salt?"),
        ("Reply in", "Salt on roads"),
    ]
    assert [link["href"] for link in soup.select(".rows h3 a")] == [
        topic.get_absolute_url(),
        CoLab.objects.get().get_absolute_url(),
        topic.posts.get(number=2).get_absolute_url(),
    ]


@pytest.mark.parametrize(
    ("kind", "found"), [("topic", ["Salt"]), ("post", ["Roads"]), ("colab", ["Co-lab"]), ("nonsense", 3)]
)
def test_one_kind_at_a_time(client, kind, found):
    make.topic(title="Salt")
    make.post(make.topic(title="Roads"), text="salt")
    make.colab(topic=make.topic(title="Other"), title="Co-lab", question="Salt?")
    shown = titles(client, f"q=salt&kind={kind}")
    assert (len(shown) if isinstance(found, int) else shown) == found


def test_one_forum_at_a_time(client):
    salt = make.topic(title="Salt here")
    make.topic(title="Salt there")
    make.colab(topic=salt, title="Salt co-lab here")
    make.colab(topic=make.topic(title="Other"), title="Salt co-lab there")
    assert sorted(titles(client, f"q=salt&forum={salt.forum.slug}")) == ["Salt co-lab here", "Salt here"]


def test_words_are_marked_and_nothing_else_is_html(client):
    make.topic(title="Salt <b>& sand", text="Salt, `<i>` and **sand**")
    row = page(client, "q=salt").select_one(".rows li")
    assert [mark.get_text() for mark in row.select("mark")] == ["Salt", "Salt"]
    assert row.h3.get_text() == "Salt <b>& sand"
    assert row.select("b, i, strong, code") == []
    assert "<i>" in row.select_one(".excerpt").get_text()


def test_the_question_is_not_html_either(client):
    response = client.get("/search/", {"q": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in response.content


def test_a_misspelt_word_is_helped(client):
    make.topic(title="Library hours", text="On Sundays?")
    vocabulary.refresh()
    soup = page(client, "q=libary+sundays")
    assert lead(soup) == "Showing results for library sundays. Nothing was found for “libary sundays”."
    assert [link.get_text() for link in soup.select(".rows h3 a")] == ["Library hours"]


def test_a_better_spelling_is_offered_beside_few_results(client):
    for number in range(11):
        make.topic(title=f"Library {number}")
    make.topic(title="The libary")
    vocabulary.refresh()
    soup = page(client, "q=libary")
    assert [link.get_text() for link in soup.select(".rows h3 a")] == ["The libary"]
    assert lead(soup) == "Did you mean library?"
    assert len(titles(client, soup.select_one("p.lead a")["href"].partition("?")[2])) == 11


def test_no_spelling_is_offered_that_finds_nothing_for_this_person(client):
    topic = make.topic(title="Library hours", text="x")
    vocabulary.refresh()
    topic.forum.is_public = False
    topic.forum.save(update_fields=["is_public"])
    soup = page(client, "q=libary")
    assert soup.select("p.lead[role=status], .rows li") == []


def test_where_nothing_is_found_there_are_ways_on(client):
    forum = make.forum(name="Parks")
    make.topic(title="Benches")
    soup = page(client, f"q=benches+zebras&kind=topic&forum={forum.slug}")
    assert soup.select_one(".empty h2").get_text() == "Nothing was found for “benches zebras”"
    ways = {link.get_text(): link["href"] for link in soup.select(".empty a")}
    assert list(ways) == ["Search everything", "Find any of these words", "Choose a forum and post a topic"]
    assert ways["Search everything"] == "/search/?q=benches+zebras"
    assert ways["Find any of these words"] == f"/search/?q=benches+or+zebras&forum={forum.slug}&kind=topic"
    assert titles(client, "q=benches+or+zebras") == ["Benches"]


def test_pages_follow_one_another_without_gap_or_repetition(client):
    topic = make.topic(title="Salt 0", text="x")
    for number in range(1, 30):
        make.topic(title=f"Salt {number % 4}", text="x", forum=topic.forum)
    for number in range(20):
        make.post(topic, text=f"salt {number % 3}")
    for number in range(5):
        make.colab(topic=make.topic(title="x", text="x"), title="Salt", question=f"{number}?")

    seen, query = [], "q=salt"
    while query:
        soup = page(client, query)
        seen += [link["href"] for link in soup.select(".rows h3 a")]
        following = soup.select_one(".pager a[rel=next]")
        query = following["href"].partition("?")[2] if following else ""
    assert len(seen) == len(set(seen)) == 55


STRANGE = ["", "q=", "q=%00", "q=-salt", "q=+++", "q=%22", "q=salt&after=x", "q=salt&forum=nowhere"]
STRANGE += [
    "q=salt&after=" + keyset.write(9, "topic", 2**70),
    "q=salt&after=" + keyset.write(9, 9, 9),
    "q=" + "x" * 3000,
    "q=" + quote("'; DROP TABLE x; --"),
]


@pytest.mark.parametrize("query", STRANGE)
def test_no_question_is_an_error(client, query):
    make.topic(title="Salt")
    assert page(client, query).select_one("h1").get_text() == "Search"


def test_curly_quotation_marks_make_a_phrase(client):
    make.topic(title="Snow and ice removal")
    make.topic(title="Snow removal")
    assert titles(client, f"q={quote('« snow removal »')}") == titles(client, f"q={quote('“snow removal”')}")
    assert titles(client, f"q={quote('“snow removal”')}") == ["Snow removal"]


def test_drafts_are_found_by_organizers_alone_and_states_are_said(client):
    topic = make.topic(title="x", text="x")
    make.colab(topic=topic, title="Salt draft", state=CoLab.State.DRAFT)
    make.colab(topic=topic, title="Salt called off", state=CoLab.State.CALLED_OFF)
    make.held_colab(topic=topic, title="Salt held")
    make.colab(topic=topic, title="Salt ahead")

    def states():
        rows = page(client, "q=salt").select(".rows > li")
        return {row.h3.get_text(): getattr(row.select_one(".status"), "string", None) for row in rows}

    public = {"Salt called off": "Called off", "Salt held": "Held", "Salt ahead": None}
    assert states() == public
    client.force_login(make.organizer())
    assert states() == public | {"Salt draft": "Draft"}


def test_the_room_and_what_is_private_are_never_found(client):
    forum = make.forum(kind=Forum.Kind.HEALING, name="Circle")
    make.topic(forum=forum, title="Salt tears")
    make.colab(topic=make.topic(title="x"), title="Open", room_url="https://meet.example.org/secretroom")
    make.topic(title="Salt", hidden_at=timezone.now())
    soup = page(client, "q=salt+or+secretroom+or+example")
    assert soup.select(".rows > li") == []
    assert [
        option.get_text() for option in soup.select("select option") if option.get_text() == "Circle"
    ] == []


def test_times_of_colabs_name_their_zone(client):
    make.colab(title="Salt", starts_at=timezone.now() + timedelta(days=10))
    assert page(client, "q=salt&kind=colab").select_one(".rows .meta time")["datetime"].endswith("Z")


def test_search_engines_are_kept_out(client):
    assert page(client, "q=salt").select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(("signed_in", "most"), [(False, 4), (True, 6)])
@pytest.mark.parametrize("words", ["salt", "slat", "rare", "nothing"])
def test_few_queries(client, django_assert_max_num_queries, number, signed_in, most, words):
    topic = make.topic(title="Salt rare")
    for _ in range(number):
        make.post(topic, text="salt")
        make.topic(title="salt", forum=topic.forum)
        make.colab(topic=topic, title="salt")
    vocabulary.refresh()
    if signed_in:
        client.force_login(make.participant())
    with django_assert_max_num_queries(most):
        page(client, f"q={words}")
