from django.urls import path

from followups.notes import hour_views as hour
from followups.notes import views as notes
from followups.pages import harvests, views
from followups.pulse import views as pulse
from moderation import views as moderation

app_name = "followups"
INSIGHT, COMMENT = {"kind": "insight"}, {"kind": "comment"}

urlpatterns = [
    path("co-labs/<int:pk>/after/", views.after, name="after"),
    path("co-labs/<int:pk>/after/insight/", views.write_insight, name="write_insight"),
    path("co-labs/<int:pk>/hour/note/", hour.write_note, name="write_note"),
    path("notes/<int:pk>/share/", hour.share_note, name="share_note"),
    path("notes/<int:pk>/tags/", hour.tag_note, name="tag_note"),
    path("notes/<int:pk>/dot/", hour.give_dot, name="give_dot"),
    path("notes/<int:pk>/take-dot-back/", hour.take_dot_back, name="take_dot_back"),
    path("co-labs/<int:pk>/after/was-there/", views.was_there, name="was_there"),
    path("co-labs/<int:pk>/after/pulse/", pulse.answer, name="pulse"),
    path("co-labs/<int:pk>/after/harvest/", harvests.record, name="harvest"),
    path("co-labs/<int:pk>/after/harvest/draft/", harvests.keep, name="keep_harvest"),
    path("co-labs/<int:pk>/after/harvest/voice/", harvests.voice, name="harvest_voice"),
    path("co-labs/<int:pk>/after/harvest.md", harvests.as_markdown, name="harvest_markdown"),
    path("co-labs/<int:pk>/after/ask/", views.ask, name="ask"),
    path("co-labs/<int:pk>/after/do-not-ask/", views.do_not_ask, name="do_not_ask"),
    path("insights/<int:pk>/edit/", notes.edit_insight, name="edit_insight"),
    path("insights/<int:pk>/delete/", notes.delete_insight, name="delete_insight"),
    path("insights/<int:pk>/comment/", views.comment, name="comment"),
    path("insights/<int:pk>/topic/", notes.post_as_topic, name="post_as_topic"),
    path("insights/<int:pk>/topic/preview/", notes.preview_topic, name="preview_topic"),
    path("insights/<int:pk>/report/", moderation.report, INSIGHT, name="report_insight"),
    path("insights/<int:pk>/hide/", moderation.hide, INSIGHT, name="hide_insight"),
    path("insights/<int:pk>/unhide/", moderation.show, INSIGHT, name="unhide_insight"),
    path("insights/<int:pk>/settle/", moderation.settle, INSIGHT, name="settle_insight"),
    path("answers/<int:pk>/edit/", notes.edit_comment, name="edit_comment"),
    path("answers/<int:pk>/delete/", notes.delete_comment, name="delete_comment"),
    path("answers/<int:pk>/report/", moderation.report, COMMENT, name="report_comment"),
    path("answers/<int:pk>/hide/", moderation.hide, COMMENT, name="hide_comment"),
    path("answers/<int:pk>/unhide/", moderation.show, COMMENT, name="unhide_comment"),
    path("answers/<int:pk>/settle/", moderation.settle, COMMENT, name="settle_comment"),
]
