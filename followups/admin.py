"""Read-only: what people wrote is theirs (R-STORIES-OWNED). Moderators hide insights, on their own pages."""

from django.contrib import admin

from core.web.read_only import ReadOnly
from followups.models import FollowUpRequest, Harvest, Insight
from forums import kinds


class OfCoLabs(ReadOnly, admin.ModelAdmin):
    def get_queryset(self, request):
        """Leave out spaces whose words and names are for their members alone (R-WORDS-STAY)."""
        shown = kinds.where(words_leave=True)
        return super().get_queryset(request).filter(colab__topic__forum__kind__in=shown)


@admin.register(Insight)
class InsightAdmin(OfCoLabs):
    list_display = ["colab", "created_at", "hidden_at"]
    list_select_related = ["colab"]
    fields = ["colab", "kind", "html", "hidden_at", "hidden_reason"]
    show_full_result_count = False

    def get_queryset(self, request):
        """Leave out what is not for every reader of its co-lab (R-PRIVATE-MEANS-PRIVATE)."""
        return super().get_queryset(request).for_everyone()


@admin.register(Harvest)
class HarvestAdmin(OfCoLabs):
    list_display = ["colab", "recorded_at", "nothing_to_record"]
    list_select_related = ["colab"]
    fields = ["colab", "summary", "themes", "next_steps", "nothing_to_record", "recorded_at"]
    show_full_result_count = False

    def get_queryset(self, request):
        """Leave out drafts, which are read by those alone who write them."""
        return super().get_queryset(request).recorded()


@admin.register(FollowUpRequest)
class FollowUpRequestAdmin(OfCoLabs):
    list_display = ["colab", "participant", "created_at"]
    list_select_related = ["colab", "participant"]
    show_full_result_count = False
