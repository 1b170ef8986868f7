"""Accounts and the record of who did what, in the administration.

Nobody gets more rights here than they have: staff, superusers and roles are changed by superusers alone, and
there is no password of anybody (R-ROLES-BY-SUPERUSERS).
"""

from datetime import datetime, time, timedelta

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from core.web.read_only import ReadOnly
from participants import audit
from participants.accounts import activation
from participants.models import AuditEntry, Participant
from participants.profiles import names

ROLES = ["is_organizer", "is_moderator", "is_staff", "is_superuser"]


class Creation(forms.ModelForm):
    """An account without a password: its owner signs in with a code, and may set one then."""

    class Meta:
        model = Participant
        fields = ["email", "name"]

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(Participant)
class ParticipantAdmin(UserAdmin):
    form, add_form = forms.ModelForm, Creation
    list_display = ["name", "email", "organization", "is_organizer", "is_moderator", "is_staff", "is_active"]
    list_filter = ["is_organizer", "is_moderator", "is_staff", "is_active", "country", "language"]
    search_fields = ["name", "email", "organization", "imported_as"]
    ordering = ["name", "pk"]
    readonly_fields = ["date_joined", "last_login", "imported_as"]
    filter_horizontal = []
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["email", "name", "organization", "district", "region", "country"]}),
        (_("Clock and language"), {"fields": ["zone", "language", "day_starts", "day_ends"]}),
        (_("Roles"), {"fields": [*ROLES, "groups", "is_active"]}),
        (_("History"), {"fields": ["date_joined", "last_login", "imported_as"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name"]})]

    def get_search_results(self, request, queryset, search_term):
        """Names are found without accents, too (R-NAMES-FOUND)."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        named = queryset.named_like(search_term) if search_term else queryset
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=named.values("pk"))), may_repeat

    def get_readonly_fields(self, request, obj=None):
        """Addresses are changed by their owners, who confirm them; roles by superusers."""
        fixed = [*self.readonly_fields]
        if obj is not None:
            fixed.append("email")
        if not request.user.is_superuser:
            fixed += [*ROLES, "groups"]
        return fixed

    def has_change_permission(self, request, obj=None):
        """Accounts of staff and superusers are changed by superusers alone."""
        may = super().has_change_permission(request, obj)
        above = obj is not None and (obj.is_staff or obj.is_superuser)
        return may and (request.user.is_superuser or not above)

    def has_delete_permission(self, request, obj=None):
        return False  # an account is erased by its owner only

    def user_change_password(self, *args, **kwargs):
        raise Http404  # passwords are their owners'

    def save_model(self, request, obj, form, change):
        """Deactivation also releases seats, first (R-LOCK-ORDER); another name is written anew everywhere."""
        if change and "is_active" in form.changed_data and not obj.is_active:
            activation.deactivate(obj)
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            names.write_anew(obj, Participant(name=form.initial["name"]))
        _record(request.user, obj, form.changed_data, change)


def _record(by, person, changed, change):
    if not change:
        audit.record(by, "account-made", person)
    roles = {name: getattr(person, name) for name in ROLES if name in changed}
    roles |= {"groups": "changed"} if "groups" in changed else {}
    if roles:
        audit.record(by, "roles-changed", person, roles)
    if change and "is_active" in changed:
        audit.record(by, "account-opened" if person.is_active else "account-closed", person)
    rest = set(changed) - {*ROLES, "groups", "is_active"}
    if change and rest:
        audit.record(by, "account-changed", person, dict.fromkeys(sorted(rest), "changed"))


class SuperusersOnly:
    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


admin.site.unregister(EmailAddress)


@admin.register(EmailAddress)
class Addresses(ReadOnly, EmailAddressAdmin):
    """Whoever could add or confirm an address here could sign in as somebody else."""

    actions = ()


admin.site.unregister(Group)


@admin.register(Group)
class Groups(SuperusersOnly, GroupAdmin):
    """Whoever could change a group they are in would give themselves its rights."""


class VerbFilter(admin.SimpleListFilter):
    title, parameter_name = _("what"), "verb"

    def lookups(self, *args):
        return list(audit.VERBS.items())

    def queryset(self, request, entries):
        return entries.filter(verb=self.value()) if self.value() in audit.VERBS else entries


@admin.register(AuditEntry)
class Audit(ReadOnly, SuperusersOnly, admin.ModelAdmin):
    """Read-only. The search takes an address, who did it, or a day: 2026-11-27."""

    list_display = ["at", "actor", "said", "kind", "key", "changes"]
    list_display_links = None
    list_filter = [VerbFilter, "at"]
    list_select_related = ["actor"]
    search_fields = ["=actor__email"]
    search_help_text = _("An e-mail address, for who did it, or a day: 2026-11-27")
    ordering = ["-pk"]
    fields = ["at", "actor", "said", "kind", "key", "changes"]
    readonly_fields = ["said"]
    show_full_result_count = False

    @admin.display(description=_("what"), ordering="verb")
    def said(self, entry):
        return audit.VERBS.get(entry.verb, entry.verb)

    def get_search_results(self, request, entries, term):
        if day := _day(term):
            begins = timezone.make_aware(datetime.combine(day, time.min))
            return entries.filter(at__gte=begins, at__lt=begins + timedelta(days=1)), False
        return super().get_search_results(request, entries, term)


def _day(term):
    try:
        return parse_date(term.strip())
    except ValueError:
        return None
