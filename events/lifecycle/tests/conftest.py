import pytest

from testing import make


@pytest.fixture
def topic():
    """A topic with nominators in Toronto, Vancouver and Honolulu."""
    topic = make.topic()
    for zone in ("America/Toronto", "America/Vancouver", "Pacific/Honolulu"):
        make.nomination(topic, make.participant(zone=zone))
    return topic
