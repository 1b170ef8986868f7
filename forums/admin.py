"""Administration of forums, their moderators and tags."""

from django.contrib import admin

from core.text.markup import render
from forums.models import Forum, Membership, Tag
from forums.spaces import memberships


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["participant"]
    fields = ["participant", "moderates", "joined_at"]
    extra = 1


@admin.register(Forum)
class ForumAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "language", "is_public", "position"]
    prepopulated_fields = {"slug": ["name"]}
    exclude = ["last_post_at"]
    inlines = [MembershipInline]

    def save_model(self, request, obj, form, change):
        obj.principles_html = render(obj.principles)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """Delete memberships by `memberships.leave`, with all its consequences."""
        formset.save(commit=False)
        for membership in formset.deleted_objects:
            memberships.leave(membership.forum, membership.participant)
        super().save_formset(request, form, formset, change)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = search_fields = ["name", "slug"]
