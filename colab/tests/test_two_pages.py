"""Two pages with the same form, of a plan and of a profile (R-EDIT-CONFLICT)."""

import pytest

from testing import make


def opened(client, address):
    """What the page of a form would send."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in {None, False}}


@pytest.fixture
def colab(client, db):
    made = make.colab(title="Evening hours", question="How?")
    client.force_login(made.organizer)
    return made


def test_a_plan_that_was_changed_on_another_page_is_not_put_back_unseen(client, colab):
    address = f"/co-labs/{colab.pk}/edit/"
    first, second = opened(client, address), opened(client, address)
    assert client.post(address, first | {"question": "How and A?"}).status_code == 302

    answer = client.post(address, second | {"description": "B"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This was changed since you opened the page" in page
    assert "How and A?" in page
    colab.refresh_from_db()
    assert (colab.question, colab.description) == ("How and A?", "")
    told = answer.context["form"]["begun"].value()
    client.post(address, second | {"question": "How and A?", "description": "B", "begun": told})
    colab.refresh_from_db()
    assert (colab.question, colab.description) == ("How and A?", "B")


def test_the_same_plan_twice_is_no_conflict(client, colab):
    address = f"/co-labs/{colab.pk}/edit/"
    page = opened(client, address) | {"question": "How and A?"}

    assert [client.post(address, page).status_code for _ in range(2)] == [302, 302]


def test_a_draft_on_two_pages_is_told_as_well(client, colab):
    colab.state = "draft"
    colab.save(update_fields=["state"])
    address = f"/co-labs/{colab.pk}/edit/"
    first, second = opened(client, address), opened(client, address)
    client.post(address, first | {"title": "Later hours"})

    assert client.post(address, second | {"question": "When?"}).status_code == 422
    colab.refresh_from_db()
    assert (colab.title, colab.question) == ("Later hours", "How?")


def test_a_profile_that_was_changed_on_another_page_is_not_put_back_unseen(client, db):
    person = make.participant("Ana Example", about="One")
    client.force_login(person)
    first, second = opened(client, "/me/"), opened(client, "/me/")
    assert client.post("/me/", first | {"about": "One and A"}).status_code == 302

    answer = client.post("/me/", second | {"about": "One and B"})

    assert answer.status_code == 422
    assert "One and A" in answer.content.decode()
    person.refresh_from_db()
    assert person.about == "One and A"
