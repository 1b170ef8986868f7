"""Removes from logs what addresses hold: keys of feeds, tokens in links of mails, words that people type."""

import logging
import re

from gunicorn import glogging

_SECRET = re.compile(
    r"(/(?:calendar|calendar/answers|claim|notices/o(?:n|ff)|accounts/confirm-email|accounts/password/reset/key)/)"
    r"[^/\s\"'?]{16,}"
)
_TYPED = re.compile(r"([?&](?:q|tags|text|title)=)[^&\s\"']+")  # also of spaces whose words stay there


class WithoutSecrets(logging.Filter):
    """Replaces secrets and typed words in addresses by an ellipsis; drops no record."""

    def filter(self, record):
        message = record.getMessage()
        hidden = _TYPED.sub(r"\1…", _SECRET.sub(r"\1…", message))
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True


class Gunicorn(glogging.Logger):
    """Logger of the web server, including its access log; set in `gunicorn.conf.py`."""

    def setup(self, cfg):
        super().setup(cfg)
        for logger in (self.access_log, self.error_log):
            logger.addFilter(WithoutSecrets())
