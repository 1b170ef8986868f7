from django.urls import path

from followups.notes import views as notes
from followups.pages import views
from moderation import views as moderation

app_name = "followups"
INSIGHT, COMMENT = {"kind": "insight"}, {"kind": "comment"}

urlpatterns = [
    path("co-labs/<int:pk>/after/", views.after, name="after"),
    path("co-labs/<int:pk>/after/insight/", views.write_insight, name="write_insight"),
    path("co-labs/<int:pk>/after/was-there/", views.was_there, name="was_there"),
    path("co-labs/<int:pk>/after/harvest/", views.record_harvest, name="harvest"),
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
