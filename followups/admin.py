"""Read-only: what people wrote is theirs (R-STORIES-OWNED). Moderators hide insights, on their own pages."""

from django.contrib import admin

from core.web.read_only import ReadOnly
from followups.models import FollowUpRequest, Harvest, Insight


@admin.register(Insight)
class InsightAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["colab", "created_at", "hidden_at"]
    list_select_related = ["colab"]
    fields = ["colab", "html", "hidden_at", "hidden_reason"]
    show_full_result_count = False


@admin.register(Harvest)
class HarvestAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["colab", "created_at", "nothing_to_record"]
    list_select_related = ["colab"]
    fields = ["colab", "summary", "themes", "next_steps", "nothing_to_record"]
    show_full_result_count = False


@admin.register(FollowUpRequest)
class FollowUpRequestAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["colab", "participant", "created_at"]
    list_select_related = ["colab", "participant"]
    show_full_result_count = False
