"""Two pages with the same form: of a plan, a profile, and what stands about a space (R-EDIT-CONFLICT)."""

from datetime import date

import pytest
from django import forms

from core.web.forms import as_shown
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


def test_of_a_space_numbers_and_dates_that_were_changed_are_told_in_words(client, db):
    """Check R-EDIT-CONFLICT."""
    forum, steward = make.forum(purpose="To talk."), make.participant()
    make.membership(forum, steward, moderates=True)
    client.force_login(steward)
    address = f"/forums/{forum.slug}/about/edit/"
    first, second = opened(client, address), opened(client, address)
    changed = first | {"rhythm_weeks": "6", "review_on": "2027-03-01"}
    assert client.post(address, changed).status_code == 302

    answer = client.post(address, second | {"purpose": "To listen."})

    assert answer.status_code == 422
    theirs = {str(label): text for label, text in answer.context["form"].theirs}
    assert theirs["Weeks from one co-lab to the next"] == "6"
    assert theirs["When do you look at all of this again?"] == "March 1, 2027"
    assert theirs["For whom is it?"] == ""
    assert '<div class="preview typed">March 1, 2027</div>' in answer.text


def test_each_value_is_told_as_its_form_shows_it():
    """Check R-EDIT-CONFLICT."""
    groups = [("Near", [("a", "Aix")]), ("Far", [("b", "Bath"), (3, "Three")])]
    choice, several = forms.ChoiceField(choices=groups), forms.MultipleChoiceField(choices=groups)
    date_field = forms.DateField()
    shown = [
        (choice, "b", "Bath"),
        (choice, 3, "Three"),
        (several, ["a", "b"], "Aix, Bath"),
        (forms.BooleanField(), True, "Yes"),
        (forms.BooleanField(), False, "No"),
        (forms.IntegerField(), 0, "0"),
        (date_field, date(2027, 3, 1), "March 1, 2027"),
        (date_field, None, ""),
        (forms.CharField(), "Words", "Words"),
    ]

    assert [as_shown(field, value) for field, value, _text in shown] == [text for *_rest, text in shown]
