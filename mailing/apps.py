from email.utils import parseaddr
from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register
from django.utils.translation import gettext_lazy as _

from core.text import mailboxes


class MailingConfig(AppConfig):
    name = "mailing"
    verbose_name = _("Mail")

    def ready(self):
        import_module("mailing.digests")  # declares a kind of mail
        import_module("mailing.inbound.written_answers")  # so does this
        import_module("mailing.inbound.receiving")  # connects the signal of incoming mail
        register(check_sender, deploy=True)


def check_sender(**about):
    """Check that a site writes from an address that can be answered (R-MAILBOXES)."""
    try:
        mailboxes.mailbox(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    except mailboxes.NoMailbox as refusal:
        return [Error(f"DEFAULT_FROM_EMAIL: {refusal}", id="mailing.E001")]
    return []
