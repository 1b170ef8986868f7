"""The session with the mail server: one connection for many mails, and the meaning of its replies.

A mail is accepted, or rejected for good (`Rejected`), or in trouble: any other exception means to retry it
later.
"""

import re
import smtplib

from django.core import mail

from mailing.transport import mime

# 5xx replies about our authentication or session, not about this mail: a retry may succeed.
SESSION_ERRORS = {503, 530, 534, 535, 538}
CUTS = 3  # lost connections in a row, after which the server counts as down


# An address as servers repeat it: bare, in <>, with a quoted or encoded local part.
_ADDRESS = re.compile(r"""(?:"[^"\n]*"|[^\s<>()\[\]"',;:]+)(?:@|%40|=40)[^\s<>()\[\]"',;:]+""", re.IGNORECASE)


def without_addresses(text):
    """Return a server's reply to keep, show and log: whom it was about is in the message's row alone."""
    return _ADDRESS.sub("…", text)


class Rejected(Exception):
    """The server permanently rejects this mail; the text is its reply."""


class Down(Exception):
    """The mail server cannot be reached."""


class SmtpSession:
    """A connection of Django's mail backend, kept open between mails and reopened when it was lost.

    A context manager. If `is_down`, the server does not answer: leave the rest for later.
    """

    def __init__(self):
        self._connection = mail.get_connection()
        self._cuts = 0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        try:
            self._connection.close()
        except OSError:  # the server has closed it already
            self._hang_up()

    @property
    def is_down(self):
        return self._cuts >= CUTS

    def send(self, content):
        """Send one rendered mail. Raise Rejected, or what prevents it for now."""
        self._open()
        try:
            mime.send(self._connection, content)
        except smtplib.SMTPRecipientsRefused as problem:
            [(code, answer)] = problem.recipients.values()
            raise self._judged(code, answer) from problem
        except smtplib.SMTPDataError as problem:
            raise self._judged(problem.smtp_code, problem.smtp_error) from problem
        except smtplib.SMTPResponseException:  # about our authentication or sender, not about this mail
            self._cuts = 0
            raise
        except OSError:  # lost, timed out, reset
            self._cuts += 1
            self._hang_up()
            raise
        else:
            self._cuts = 0
        finally:
            self._forget_if_dead()

    def _open(self):
        try:
            self._connection.open()
        except OSError as problem:  # refused, timed out, or failed authentication
            self._cuts = CUTS
            self._hang_up()
            raise Down(f"The mail server does not answer: {problem}") from problem

    def _judged(self, code, answer):
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
        words = without_addresses(f"{code} {text}")
        self._cuts = self._cuts + 1 if code == 421 else 0
        permanent = 500 <= code < 600 and code not in SESSION_ERRORS
        return Rejected(words) if permanent else smtplib.SMTPException(words)

    def _forget_if_dead(self):
        session = getattr(self._connection, "connection", None)
        if isinstance(session, smtplib.SMTP) and session.sock is None:
            self._connection.connection = None

    def _hang_up(self):
        """Close without QUIT, for which a silent server would make us wait again."""
        for name in ("connection", "_partial_connection"):
            session = getattr(self._connection, name, None)
            if isinstance(session, smtplib.SMTP):
                session.close()
                setattr(self._connection, name, None)
