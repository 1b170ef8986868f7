from django.contrib import admin

from followups.models import FollowUpRequest, Harvest, Insight


@admin.register(Insight)
class InsightAdmin(admin.ModelAdmin):
    """Staff read and hide insights, and do not edit them (R-STORIES-OWNED)."""

    list_display = ["colab", "created_at", "hidden_at"]
    fields = ["colab", "html", "hidden_at", "hidden_reason"]
    readonly_fields = ["colab", "html"]


@admin.register(Harvest)
class HarvestAdmin(admin.ModelAdmin):
    list_display = ["colab", "created_at", "nothing_to_record"]
    fields = ["colab", "summary", "themes", "next_steps", "nothing_to_record"]
    readonly_fields = fields


@admin.register(FollowUpRequest)
class FollowUpRequestAdmin(admin.ModelAdmin):
    list_display = ["colab", "participant", "created_at"]
    readonly_fields = ["colab", "participant"]
