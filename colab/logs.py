"""Removes from logs what addresses hold: keys of feeds, tokens of links, and what people type."""

import logging
import re

from gunicorn import glogging

_SECRET = re.compile(
    r"(/(?:calendar|calendar/answers|claim|invitations|notices/o(?:n|ff)|accounts/password/reset/key)/)"
    r"[^/\s\"'?]{16,}"
)
# Where somebody goes next may hold such a token in any spelling; an address belongs to somebody; a pass
# opens a room; what is typed may be of spaces whose words stay there.
_PARAMETERS = re.compile(
    r"((?:[?&]|%3F|%26)(?:next|email|jwt|q|tags|text|title)(?:=|%3D))[^&\s\"']+", re.IGNORECASE
)


class WithoutSecrets(logging.Filter):
    """Replaces secrets and typed words in addresses by an ellipsis; drops no record."""

    def filter(self, record):
        message = record.getMessage()
        hidden = _PARAMETERS.sub(r"\1…", _SECRET.sub(r"\1…", message))
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True


class Gunicorn(glogging.Logger):
    """Logger of the web server, including its access log; set in `gunicorn.conf.py`."""

    def setup(self, cfg):
        super().setup(cfg)
        for logger in (self.access_log, self.error_log):
            logger.addFilter(WithoutSecrets())
