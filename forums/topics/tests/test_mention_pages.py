import pytest

from forums.models import Forum
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


def page(person):
    return f"/people/{person.pk}/"


def listed(name, **fields):
    return make.participant(name, listed=True, **fields)


def shown(client, address):
    return client.get(address).content.decode()


def names(client, address, words):
    """Return (name, organization, value) of each suggestion."""
    return [(str(person), link) for person, link in client.get(address, {"q": words}).context["people"]]


def test_those_who_wrote_there_are_offered_first_and_eight_at_most(client, ana):
    topic = make.topic(author=make.participant("Zoé Test"))
    for number in range(9):
        listed(f"Test {number}")
    make.participant("Test unlisted")
    address = f"/topics/{topic.pk}/reply/people/"

    offered = names(client, address, "TES")

    assert [name for name, _link in offered] == ["Zoé Test", *(f"Test {number}" for number in range(7))]
    assert offered[0][1] == f"[@Zoé Test]({page(topic.author)})"
    assert names(client, f"/forums/{topic.forum.slug}/new/people/", "zoe") == []
    assert names(client, address, "zoe t") == offered[:1]
    assert names(client, address, "t") == names(client, address, "es") == names(client, address, "%%") == []
    assert names(client, address, ana.name) == []


@pytest.mark.usefixtures("ana")
def test_what_is_offered_says_name_and_organization_and_no_address(client):
    person = listed("Cy & Co", organization="City of <b>")
    answer = client.get(f"/forums/{make.forum().slug}/new/people/", {"q": "cy"}).content.decode()

    assert "Cy &amp; Co" in answer
    assert "City of &lt;b&gt;" in answer
    assert f'data-link="[@Cy \\&amp; Co]({page(person)})"' in answer
    assert "@example.org" not in answer


def test_people_are_offered_to_those_who_may_read_the_forum(client, ana):
    forum = make.forum(is_public=False)
    addresses = f"/topics/{make.topic(forum=forum).pk}/reply/people/", f"/forums/{forum.slug}/new/people/"
    assert [client.get(address).status_code for address in addresses] == [404, 404]

    make.membership(forum, ana)
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    client.logout()
    assert [client.get(address).status_code for address in addresses] == [302, 302]


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("rows", [3, 30])
def test_people_are_found_in_four_queries(client, rows):
    topic = make.topic()
    for number in range(rows):
        listed(f"Test {number}")
        make.post(topic, author=make.participant(f"Test too {number}"))

    for address in (f"/topics/{topic.pk}/reply/people/", f"/forums/{topic.forum.slug}/new/people/"):
        with recorded() as queries:
            client.get(address, {"q": "test"})
        assert len(queries) == 4


@pytest.mark.usefixtures("ana")
def test_the_forms_know_where_people_are_offered_unless_nobody_is_named(client):
    topic = make.topic()
    assert f'data-mentions="/topics/{topic.pk}/reply/people/"' in shown(client, topic.get_absolute_url())
    assert "Mention somebody" in shown(client, f"/forums/{topic.forum.slug}/new/")

    Forum.objects.update(**make.HEALING)
    make.membership(topic.forum, topic.author)
    client.force_login(topic.author)
    for address in (
        topic.get_absolute_url(),
        f"/forums/{topic.forum.slug}/new/",
        f"/posts/{topic.posts.get().pk}/edit/",
    ):
        assert "data-mentions" not in shown(client, address)
        assert "Mention somebody" not in shown(client, address)


@pytest.mark.usefixtures("ana")
def test_the_preview_shows_the_link(client):
    person, topic = listed("Cy"), make.topic()

    for address in (f"/topics/{topic.pk}/reply/preview/", f"/forums/{topic.forum.slug}/new/preview/"):
        answer = client.post(address, {"text": "@Cy"}).content.decode()
        assert f'<a href="{page(person)}"' in answer
