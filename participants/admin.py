"""People and messages in the administration. Nothing there shows what a mail said."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from mailing.models import Message

from mailing import outbox
from participants.accounts import activation
from participants.models import Participant


class Creation(AdminUserCreationForm):
    class Meta:
        model = Participant
        fields = ["email", "name"]


class Change(UserChangeForm):
    class Meta:
        model = Participant
        fields = "__all__"


@admin.register(Participant)
class ParticipantAdmin(UserAdmin):
    form, add_form = Change, Creation
    list_display = ["name", "email", "organization", "is_organizer", "is_moderator", "is_staff", "is_active"]
    list_filter = ["is_organizer", "is_moderator", "is_staff", "is_active", "country", "language"]
    search_fields = ["name", "email", "organization", "imported_as"]
    ordering = ["name", "pk"]
    readonly_fields = ["date_joined", "last_login", "imported_as"]
    filter_horizontal = []
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "organization", "district", "region", "country"]}),
        (_("Clock and language"), {"fields": ["zone", "language", "day_starts", "day_ends"]}),
        (
            _("Roles"),
            {"fields": ["is_organizer", "is_moderator", "is_staff", "is_superuser", "groups", "is_active"]},
        ),
        (_("History"), {"fields": ["date_joined", "last_login", "imported_as"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]},
        )
    ]

    def get_readonly_fields(self, request, obj=None):
        """People change their own address, since they have to confirm it; nobody raises themselves."""
        fixed = [*self.readonly_fields]
        if obj is not None:
            fixed.append("email")
        if not request.user.is_superuser:
            fixed += ["is_superuser", "is_staff", "groups"]
        return fixed

    def save_model(self, request, obj, form, change):
        """Whoever is switched off gives back their seats, as if they had left."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            activation.deactivate(obj)

    def has_delete_permission(self, request, obj=None):
        return False  # an account is erased by its owner, and what was written stays


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """To look at: the outbox alone changes these rows, also when staff has one tried again."""

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

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_again(self, request, queryset):
        number = sum(outbox.retry(message) for message in queryset)
        text = ngettext("%(number)d message is tried again.", "%(number)d messages are tried again.", number)
        self.message_user(request, text % {"number": number})

    @admin.display(description=_("to"))
    def to(self, message):
        return message.address or getattr(message.recipient, "email", "–")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
