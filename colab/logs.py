"""Secrets that stand in addresses do not get into logs: the keys of feeds, what links in mails hold."""

import logging
import re

from gunicorn import glogging

_SECRET = re.compile(
    r"(/(?:calendar|calendar/answers|claim|notices/o(?:n|ff)|accounts/confirm-email|accounts/password/reset/key)/)"
    r"[^/\s\"'?]{16,}"
)


class WithoutSecrets(logging.Filter):
    """Lets every record pass, with secrets in addresses replaced by dots."""

    def filter(self, record):
        message = record.getMessage()
        hidden = _SECRET.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True


class Gunicorn(glogging.Logger):
    """What the web server logs, its access log among it; `gunicorn.conf.py` names it."""

    def setup(self, cfg):
        super().setup(cfg)
        for logger in (self.access_log, self.error_log):
            logger.addFilter(WithoutSecrets())
