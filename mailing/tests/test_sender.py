"""A site writes from an address that can be answered (R-MAILBOXES)."""

import pytest

from mailing.apps import check_sender


@pytest.mark.parametrize(
    ("sender", "known"),
    [
        ("Co-Lab <co-lab@colab.example.org>", True),
        ("co-lab@faß.example", True),
        ("Co-Lab <co-lab@localhost>", False),
        ("Co-Lab <co-lab@192.0.2.1>", False),
        ("Co-Lab", False),
    ],
)
def test_a_sender_that_cannot_be_answered_is_named_when_a_site_is_checked(settings, sender, known):
    settings.DEFAULT_FROM_EMAIL = sender

    found = [problem.msg for problem in check_sender()]

    assert (found == []) is known
    assert all(problem.startswith("DEFAULT_FROM_EMAIL: ") for problem in found)
