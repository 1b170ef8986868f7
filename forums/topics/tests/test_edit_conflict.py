"""Two pages that edit one text (R-EDIT-CONFLICT)."""

import pytest

from forums.topics import posts
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make.participant("Ana", listed=True)
    client.force_login(person)
    return person


def opened(client, address):
    """What the page of a form would send."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields}


@pytest.fixture
def post(ana):
    return make.topic(author=ana, title="Evening hours", text="One", tags=["pay"]).posts.get()


def current(post):
    post.refresh_from_db()
    post.topic.refresh_from_db()
    return post.text, post.topic.title


def test_the_second_of_two_pages_is_told_and_sees_both(client, post):
    address = f"/posts/{post.pk}/edit/"
    first, second = opened(client, address), opened(client, address)
    client.post(address, first | {"text": "One and A"})

    answer = client.post(address, second | {"text": "One and B"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This was changed since you opened the page" in page
    assert "As it stands now" in page
    assert "One and A" in page
    assert "One and B</textarea>" in page.replace("\n", "")
    assert current(post)[0] == "One and A"


def test_whoever_was_told_saves_and_the_other_text_is_in_the_history(client, post):
    address = f"/posts/{post.pk}/edit/"
    first, second = opened(client, address), opened(client, address)
    client.post(address, first | {"text": "One and A"})
    told = client.post(address, second | {"text": "One and B"}).context["form"]

    client.post(address, second | {"text": "One, A and B", "begun": told["begun"].value()})

    assert current(post)[0] == "One, A and B"
    assert [version.text for version in post.revisions.all()] == ["One and A", "One"]


def test_a_title_that_was_changed_meanwhile_is_not_put_back_unseen(client, post):
    address = f"/posts/{post.pk}/edit/"
    first, second = opened(client, address), opened(client, address)
    client.post(address, first | {"title": "Another title"})

    assert client.post(address, second | {"text": "Two"}).status_code == 422
    assert current(post) == ("One", "Another title")


def test_a_change_while_somebody_reads_what_they_were_told_is_told_again(client, post):
    address = f"/posts/{post.pk}/edit/"
    second = opened(client, address)
    posts.edit(post, post.author, "A")
    told = client.post(address, second | {"text": "B"}).context["form"]["begun"].value()
    posts.edit(post, post.author, "AA")

    assert client.post(address, second | {"text": "B", "begun": told}).status_code == 422
    assert current(post)[0] == "AA"


def test_a_second_press_of_the_button_is_no_conflict(client, post):
    make.participant("Bo", listed=True)
    address = f"/posts/{post.pk}/edit/"
    sent = opened(client, address) | {"text": "Ask @Bo", "tags": "pay, hours"}

    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert post.revisions.count() == 1


def test_a_form_that_says_nothing_of_where_it_began_is_taken(client, post):
    posts.edit(post, post.author, "A")

    client.post(f"/posts/{post.pk}/edit/", {"title": "Evening hours", "tags": "pay", "text": "B"})

    assert current(post)[0] == "B"


def test_two_who_write_a_harvest_see_what_the_other_wrote(client):
    held = make.held_colab(facilitator=make.participant())
    address = f"/co-labs/{held.pk}/after/harvest/"
    for person, words in ((held.organizer, "First"), (held.facilitator, "Second")):
        client.force_login(person)
        page = opened(client, address)
        if words == "First":
            begun = page["begun"]
        answer = client.post(address, {"summary": words, "begun": begun})

    assert answer.status_code == 422
    assert "First" in answer.content.decode()
    held.refresh_from_db()
    assert held.harvest.summary == "First"
