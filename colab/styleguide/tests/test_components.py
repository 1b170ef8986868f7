import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

pytestmark = pytest.mark.django_db


def folds(answer):
    """Return whether each fold of the form is open, by the words that open it."""
    found = BeautifulSoup(answer.content, "html.parser").select("form.form details")
    return {fold.summary.find(string=True).strip(): fold.has_attr("open") for fold in found}


def test_it_shows_both_folds_of_a_form(client, staff):
    assert folds(client.get(reverse("style"))) == {"Use another one": False, "A fold": False}


def test_a_fold_is_open_where_something_in_it_was_refused_or_changed(client, staff):
    refused = client.post(reverse("style"), {"email": "nobody"})
    changed = client.post(reverse("style"), {"nominate": "on"})

    assert folds(refused) == {"Use another one": True, "A fold": False}
    assert folds(changed) == {"Use another one": False, "A fold": True}
