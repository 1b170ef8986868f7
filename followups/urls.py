from django.urls import path

from followups.pages import views

app_name = "followups"

urlpatterns = [
    path("co-labs/<int:pk>/after/", views.after, name="after"),
    path("co-labs/<int:pk>/after/insight/", views.write_insight, name="write_insight"),
    path("co-labs/<int:pk>/after/harvest/", views.record_harvest, name="harvest"),
    path("co-labs/<int:pk>/after/ask/", views.ask, name="ask"),
    path("co-labs/<int:pk>/after/do-not-ask/", views.do_not_ask, name="do_not_ask"),
    path("insights/<int:pk>/edit/", views.edit_insight, name="edit_insight"),
    path("insights/<int:pk>/delete/", views.delete_insight, name="delete_insight"),
    path("insights/<int:pk>/comment/", views.comment, name="comment"),
    path("insights/<int:pk>/topic/", views.post_as_topic, name="post_as_topic"),
    path("insights/<int:pk>/hide/", views.hide_insight, name="hide_insight"),
]
