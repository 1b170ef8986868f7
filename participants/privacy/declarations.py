"""Export and erasure of what the parts below hold: account, groups, mails."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from participants import audit, limits
from participants.models import Participant
from participants.privacy import erasure, export
from participants.profiles import names

export.rows("messages", "kind subject state created_at settled_at")
erasure.delete("messages")
export.rows("invitations", "kind made_at ends_at most withdrawn_at")
export.rows("invitation_uses", "invitation__kind used_at")
erasure.delete("invitations")  # their links end with the account
erasure.delete("invitation_uses")
export.rows("section_choices", "section audience")
erasure.delete("section_choices")
export.withhold("account.EmailAddress.user", "mfa.Authenticator.user", "admin.LogEntry.user")

# The record stays: it holds keys and plain values. One's own sign-ins are exported, acts of office are not.
export.withhold("participants.AuditEntry.actor")
erasure.keep("participants.AuditEntry.actor")


@export.section("sign_ins")
def sign_ins(person):
    return list(audit.sign_ins(person).values("at", "verb", "changes"))


@erasure.step("counts of limits")
def forget_counts(person):
    limits.forget(person)


@erasure.step("the account", "account.EmailAddress.user", "mfa.Authenticator.user", "admin.LogEntry.user")
def forget_how_to_sign_in(person):
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.groups.clear()
    person.user_permissions.clear()


@erasure.step("the record of the administration names nobody")
def forget_the_name(person):
    """Blank what entries about the account were called: its name, or its address."""
    model = Participant._meta
    account = Q(content_type__app_label=model.app_label, content_type__model=model.model_name)
    about = account & Q(object_id=str(person.pk)) | Q(object_repr__icontains=person.email)
    LogEntry.objects.filter(about).update(object_repr="–")


names.text(Participant, "about", html="about_html")
