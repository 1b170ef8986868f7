import pytest

from events.replies.tests import replymails


@pytest.fixture(autouse=True)
def _receiving_server(settings):
    settings.AUTHSERV_ID = replymails.SERVER
