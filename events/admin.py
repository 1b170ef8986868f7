"""Read-only: a change here would notify nobody."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.web.read_only import ReadOnly
from events.models import CoLab, Move, Registration
from forums import kinds


class Registrations(ReadOnly, admin.TabularInline):
    model = Registration
    fields = ["participant", "status", "seat", "would_do", "queued_at", "removed"]
    readonly_fields = ["would_do"]

    @admin.display(description=_("intention"))
    def would_do(self, registration):
        return registration.would_do


class Moves(ReadOnly, admin.TabularInline):
    model = Move
    fields = ["moved_at", "moved_by", "from_start", "to_start", "reason"]


@admin.register(CoLab)
class CoLabs(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "state", "starts_at", "organizer", "capacity"]
    list_filter = ["state"]
    list_select_related = ["organizer"]
    search_fields = ["title", "organizer__name"]
    exclude = ["room_url", "dial_in"]  # for people with a seat or a role alone (R-ROOM-SECRET)
    inlines = [Registrations, Moves]
    show_full_result_count = False

    def get_queryset(self, request):
        """Leave out spaces whose words and names are for their members alone (R-WORDS-STAY)."""
        shown = kinds.where(words_leave=True)
        return super().get_queryset(request).filter(topic__forum__kind__in=shown)
