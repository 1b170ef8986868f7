"""Export and erasure of what the parts below hold: account, groups, mails."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry

from participants import audit, limits
from participants.privacy import erasure, export

export.rows("messages", "kind subject state created_at settled_at")
erasure.delete("messages")
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
    about = LogEntry.objects.filter(content_type__app_label="participants", object_id=str(person.pk))
    about.update(object_repr="")  # it names the person as they were
    person.groups.clear()
    person.user_permissions.clear()
