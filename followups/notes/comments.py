"""Answers to insights, after they are written: edit, delete, hide (R-STORIES-OWNED)."""

from django.db import transaction
from django.utils import timezone

from core.text.markup import render
from moderation import hiding, reports
from participants import limits


@transaction.atomic
def edit(comment, text):
    if text == comment.text:
        return
    limits.spend(comment.author, "edit")
    comment.text, comment.html, comment.edited_at = text, render(text), timezone.now()
    comment.save(update_fields=["text", "html", "edited_at"])


def delete(comment):
    comment.delete()


def hide(comment, by, reason):
    """Hide an answer from all but moderators and settle the reports about it."""
    reports.hide(comment, by, reason)


def show(comment, by=None):
    hiding.show(comment, by)
