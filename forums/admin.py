"""Administration of forums, their moderators and tags."""

from django import forms
from django.contrib import admin
from django.db.models import Q

from core.text.markup import render
from forums import kinds
from forums.models import Forum, Membership, Tag


class MembershipForm(forms.ModelForm):
    """A membership stays that of one person: another person is another membership."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["participant"].disabled = self.instance.pk is not None


class MembershipInline(admin.TabularInline):
    model = Membership
    form = MembershipForm
    autocomplete_fields = ["participant"]
    fields = ["participant", "moderates", "joined_at"]
    readonly_fields = ["joined_at"]
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


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = search_fields = ["name", "slug"]

    def get_queryset(self, request):
        """Leave out tags of topics alone whose words are for members of their space (R-WORDS-STAY)."""
        leaving = Q(topics__forum__kind__in=kinds.where(words_leave=True))
        return super().get_queryset(request).filter(leaving | Q(topics=None)).distinct()
