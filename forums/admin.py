"""Administration of forums, their moderators and tags."""

from django import forms
from django.contrib import admin

from core.text.markup import render
from core.web.fields import MarkdownField
from forums.models import Forum, Membership, Tag
from forums.spaces import memberships
from forums.topics import tagging
from participants import audit


def _record(by, formset):
    """Write down what became of memberships (R-AUDIT)."""
    changed = [row for row, fields in formset.changed_objects if "moderates" in fields]
    for verb, rows in {"joined": formset.new_objects, "moderates": changed}.items():
        for row in rows:
            audit.record(by, verb, row.forum, {"participant": row.participant_id, "moderates": row.moderates})
    for row in formset.deleted_objects:
        memberships.record_end(row.forum, row.participant_id, by)


class MembershipForm(forms.ModelForm):
    """A membership stays that of one person: another person is another membership."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["participant"].disabled = self.instance.pk is not None


class MembershipInline(admin.TabularInline):
    """For superusers alone: else staff could let themselves into private spaces (R-ROLES-BY-SUPERUSERS)."""

    model = Membership
    form = MembershipForm
    autocomplete_fields = ["participant"]
    fields = ["participant", "moderates", "joined_at"]
    readonly_fields = ["joined_at"]
    extra = 1

    def has_add_permission(self, request, obj):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(Forum)
class ForumAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "language", "is_public", "position"]
    prepopulated_fields = {"slug": ["name"]}
    exclude = ["last_post_at", "opened_at"]
    inlines = [MembershipInline]

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "supports":
            options["form_class"] = MarkdownField
        return super().formfield_for_dbfield(db_field, request, **options)

    def save_model(self, request, obj, form, change):
        obj.supports_html = render(obj.supports)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """Who is deleted here is taken out for good, who is added is let in again (R-REMOVED-STAYS-OUT)."""
        super().save_formset(request, form, formset, change)
        _record(request.user, formset)
        for membership in formset.deleted_objects:
            memberships.keep_out(membership.forum, membership.participant, request.user)
        for membership in formset.new_objects:
            memberships.let_back(membership.forum, membership.participant, request.user)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = search_fields = ["name", "slug"]

    def get_queryset(self, request):
        return tagging.whose_words_leave(super().get_queryset(request))
