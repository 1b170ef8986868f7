"""Columns of models whose values are kept in one form, whatever writes them: a form, a command, an import.

For migrations they are those of Django. `QuerySet.update` and `bulk_update` pass them by.
"""

from django.db import models

from core.text import lines, mailboxes
from core.web.fields import LineField, MailboxField


class _OneForm:
    def one_form(self, text):
        raise NotImplementedError

    def to_python(self, value):
        value = super().to_python(value)
        return self.one_form(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.one_form(value)
            setattr(model_instance, self.attname, value)
        return value


class Line(_OneForm, models.CharField):
    """A single line of text that people write (R-LINES)."""

    def one_form(self, text):
        return lines.clean(text)

    def deconstruct(self):
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options

    def formfield(self, **options):
        return super().formfield(**{"form_class": LineField} | options)


class Mailbox(_OneForm, models.EmailField):
    """The address of a mailbox (R-MAILBOXES)."""

    default_validators = []

    def one_form(self, text):
        return mailboxes.same(text)

    def clean(self, value, model_instance):
        """Also for what is written without a form, such as the command that makes a superuser."""
        if value:
            self.formfield().to_python(value)
        return super().clean(value, model_instance)

    def deconstruct(self):
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.EmailField", arguments, options

    def formfield(self, **options):
        return super().formfield(**{"form_class": MailboxField} | options)
