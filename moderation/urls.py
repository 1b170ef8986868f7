from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("moderation/", views.queue, name="queue"),
    path("moderation/hidden/", views.queue, {"tab": "hidden"}, name="hidden"),
    path("moderation/recent/", views.queue, {"tab": "recent"}, name="recent"),
]
