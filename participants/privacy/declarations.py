"""Export and erasure of what the parts below hold: account, groups, mails."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry

from participants.privacy import erasure, export

export.rows("messages", "kind subject state created_at settled_at")
erasure.delete("messages")
export.rows("invitations", "kind made_at ends_at most withdrawn_at")
export.rows("invitation_uses", "invitation__kind used_at")
erasure.delete("invitations")  # their links end with the account
erasure.delete("invitation_uses")
export.withhold("account.EmailAddress.user", "mfa.Authenticator.user", "admin.LogEntry.user")


@erasure.step("the account", "account.EmailAddress.user", "mfa.Authenticator.user", "admin.LogEntry.user")
def forget_how_to_sign_in(person):
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    about = LogEntry.objects.filter(content_type__app_label="participants", object_id=str(person.pk))
    about.update(object_repr="")  # it names the person as they were
    person.groups.clear()
    person.user_permissions.clear()
