"""A real mail server for the tests that ask for one."""

import pytest

from colab.testing.smtp import Script, Server


@pytest.fixture
def smtp(settings):
    """The Script of a mail server on the loopback, to which the outbox sends."""
    script = Script()
    server = Server(script)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 0.5
    yield script
    server.stop()
