"""Messages in the administration. It never shows the content of a mail."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.web.read_only import ReadOnly
from mailing import outbox
from mailing.models import Message


@admin.register(Message)
class MessageAdmin(ReadOnly, admin.ModelAdmin):
    """Read-only: only the outbox changes these rows, also when staff retries one."""

    list_display = ["created_at", "kind", "to", "subject", "state", "attempts", "trouble"]
    list_filter = ["state", "kind"]
    search_fields = ["=address", "=recipient__email", "=message_id"]
    list_select_related = ["recipient"]
    ordering = ["-pk"]
    fields = [
        "key",
        "kind",
        "to",
        "created_at",
        "due_at",
        "attempts",
        "state",
        "settled_at",
        "message_id",
        "trouble",
    ]
    show_full_result_count = False
    actions = ["try_again"]

    def lookup_allowed(self, lookup, value, request):
        """Filter by the filters alone: the bytes of a mail are compared with nothing that is typed."""
        return lookup.partition("__")[0] in self.list_filter

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_again(self, request, queryset):
        number = sum(outbox.retry(message) for message in queryset)
        text = ngettext("%(number)d message is tried again.", "%(number)d messages are tried again.", number)
        self.message_user(request, text % {"number": number})

    @admin.display(description=_("to"))
    def to(self, message):
        return message.address or getattr(message.recipient, "email", "–")
