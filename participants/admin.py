"""Accounts in the administration."""

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from core.web.read_only import ReadOnly
from participants.accounts import activation
from participants.models import Participant
from participants.profiles import names


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
        """Addresses are changed by their owners, who confirm them; staff roles by superusers."""
        fixed = [*self.readonly_fields]
        if obj is not None:
            fixed.append("email")
        if not request.user.is_superuser:
            fixed += ["is_superuser", "is_staff", "groups"]
        return fixed

    def save_model(self, request, obj, form, change):
        """Deactivation also releases seats, first (R-LOCK-ORDER); another name is written anew everywhere."""
        if change and "is_active" in form.changed_data and not obj.is_active:
            activation.deactivate(obj)
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            names.write_anew(obj, Participant(name=form.initial["name"]))

    def has_delete_permission(self, request, obj=None):
        return False  # an account is erased by its owner only


admin.site.unregister(EmailAddress)


@admin.register(EmailAddress)
class Addresses(ReadOnly, EmailAddressAdmin):
    """Whoever could add or confirm an address here could sign in as somebody else."""

    actions = ()
