"""What a person sends again, by the back button or from a second tab, was sent before (R-SENT-AGAIN)."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.utils import timezone

WITHIN = timedelta(days=1)


def find(same, here, opened=None):
    """Return the row that is sent again, or None: it is new.

    `same` are the rows of this person that say the same in the same place, `here` all rows of the place; both
    have `created_at`. `opened` is the instant at which the page with the form was made, if it is known. It is
    sent again if it was written after that, or if it is the latest of the place and not a day old.
    """
    before = same.order_by("created_at", "pk").last()
    if before is None or (opened and before.created_at >= opened):
        return before
    is_recent = before.created_at > timezone.now() - WITHIN
    return before if is_recent and not here.filter(created_at__gt=before.created_at).exists() else None


class SentOnce(forms.Form):
    """A form that says when its page was made: `opened`, seconds since 1970, cleaned to an instant."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial["opened"] = f"{timezone.now().timestamp():.6f}"

    def clean_opened(self):
        try:
            return datetime.fromtimestamp(float(self.cleaned_data["opened"]), UTC)
        except (ValueError, OverflowError, OSError):
            return None
