"""The line to the mail server: one connection for many mails, and what the server's answers mean.

No database here. A mail is either taken, or refused for good (`Rejected`), or in trouble: any other
exception, and it is worth another try later.
"""

import smtplib

from django.core import mail

from mailing import mime

# 5xx answers that speak of our sign-in or our session, not of this mail: the next try may go through.
OURS = {503, 530, 534, 535, 538}
CUTS = 3  # in a row, and the server counts as down


class Rejected(Exception):
    """The server will never take this mail, and says why."""


class Down(Exception):
    """There is no mail server at the moment."""


class SmtpSession:
    """A connection of Django's mail backend, kept open from mail to mail and opened again when it was cut.

    Use it in a `with` block. `is_down` says that the server does not answer: leave the rest for later.
    """

    def __init__(self):
        self._connection = mail.get_connection()
        self._cuts = 0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        try:
            self._connection.close()
        except OSError:  # it hung up first; what it took, it took
            self._hang_up()

    @property
    def is_down(self):
        return self._cuts >= CUTS

    def send(self, content):
        """Give one rendered mail to the server. Raise Rejected, or what stands in the way for now."""
        self._open()
        try:
            mime.send(self._connection, content)
        except smtplib.SMTPRecipientsRefused as problem:
            [(code, answer)] = problem.recipients.values()
            raise self._judged(code, answer) from problem
        except smtplib.SMTPDataError as problem:
            raise self._judged(problem.smtp_code, problem.smtp_error) from problem
        except smtplib.SMTPResponseException:  # of our sign-in or our sender: not this mail's fault
            self._cuts = 0
            raise
        except OSError:  # cut, silent, reset
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
        except OSError as problem:  # refused, silent, or not letting us in
            self._cuts = CUTS
            self._hang_up()
            raise Down(f"The mail server does not answer: {problem}") from problem

    def _judged(self, code, answer):
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
        words = f"{code} {text}"
        self._cuts = self._cuts + 1 if code == 421 else 0
        permanent = 500 <= code < 600 and code not in OURS
        return Rejected(words) if permanent else smtplib.SMTPException(words)

    def _forget_if_dead(self):
        session = getattr(self._connection, "connection", None)
        if isinstance(session, smtplib.SMTP) and session.sock is None:
            self._connection.connection = None

    def _hang_up(self):
        """Without a word of goodbye, for which a silent server would make us wait again."""
        for name in ("connection", "_partial_connection"):
            session = getattr(self._connection, name, None)
            if isinstance(session, smtplib.SMTP):
                session.close()
                setattr(self._connection, name, None)
