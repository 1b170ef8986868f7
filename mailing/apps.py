from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "mailing"
    verbose_name = _("Mail")

    def ready(self):
        import_module("mailing.digests")  # declares a kind of mail
        import_module("mailing.inbound.written_answers")  # so does this
        import_module("mailing.inbound.receiving")  # connects the signal of incoming mail
