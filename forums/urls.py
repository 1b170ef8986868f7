from django.urls import path

from forums.candidates import views
from forums.spaces import views
from forums.topics.views import people, posts, topics, watching
from moderation import views

app_name = "forums"
ON, OFF = {"on": True}, {"on": False}

urlpatterns = [
    path("forums/", views.index, name="index"),
    path("forums/<slug:slug>/", views.forum, name="forum"),
    path("forums/<slug:slug>/new/", topics.new, name="new_topic"),
    path("forums/<slug:slug>/new/preview/", topics.preview_new, name="preview_topic"),
    path("forums/<slug:slug>/new/people/", people.for_new, name="people_for_new"),
    path("forums/<slug:slug>/join/", views.join, name="join"),
    path("forums/<slug:slug>/leave/", views.leave, name="leave"),
    path("forums/<slug:slug>/watch/", watching.forum, ON, name="watch_forum"),
    path("forums/<slug:slug>/unwatch/", watching.forum, OFF, name="unwatch_forum"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("tags/<str:slug>/watch/", watching.tag, ON, name="watch_tag"),
    path("tags/<str:slug>/unwatch/", watching.tag, OFF, name="unwatch_tag"),
    path("topics/similar/", topics.similar_to, name="similar"),
    path("topics/tags/", topics.suggest_tags, name="suggest_tags"),
    path("topics/<int:pk>/reply/", topics.reply, name="reply"),
    path("topics/<int:pk>/reply/preview/", topics.preview_reply, name="preview_reply"),
    path("topics/<int:pk>/reply/people/", people.for_reply, name="people_for_reply"),
    path("topics/<int:pk>/nominate/", views.nominate, name="nominate"),
    path("topics/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("topics/<int:pk>/watch/", watching.topic, ON, name="watch_topic"),
    path("topics/<int:pk>/unwatch/", watching.topic, OFF, name="unwatch_topic"),
    path("topics/<int:pk>/close/", topics.close, name="close"),
    path("topics/<int:pk>/reopen/", topics.reopen, name="reopen"),
    path("topics/<int:pk>/pin/", topics.pin, name="pin"),
    path("topics/<int:pk>/unpin/", topics.unpin, name="unpin"),
    path("topics/<int:pk>/hide/", topics.hide, name="hide_topic"),
    path("topics/<int:pk>/unhide/", topics.unhide, name="unhide_topic"),
    path("topics/<int:pk>/", topics.topic, name="topic_by_number"),
    path("topics/<int:pk>/<slug:slug>/", topics.topic, name="topic"),
    path("posts/preview/", posts.preview, name="preview"),
    path("posts/<int:pk>/edit/", posts.edit, name="edit_post"),
    path("posts/<int:pk>/history/", posts.history, name="history"),
    path("posts/<int:pk>/report/", posts.report, name="report"),
    path("posts/<int:pk>/hide/", posts.hide, name="hide_post"),
    path("posts/<int:pk>/unhide/", posts.unhide, name="unhide_post"),
    path("posts/<int:pk>/settle/", posts.settle, name="settle"),
    path("candidates/", views.candidates, name="candidates"),
    path("moderation/", views.desk, name="moderation"),
    path("moderation/hidden/", views.desk, {"tab": "hidden"}, name="hidden"),
    path("moderation/recent/", views.desk, {"tab": "recent"}, name="recent"),
]
