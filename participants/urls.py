from django.urls import path

from mailing.pages import views
from mailing.postbox import views
from participants.imported_authors import views
from participants.profiles.views import clock, directory, me

app_name = "participants"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/notices/", me.my_notices, name="notices"),
    path("me/notices/delivery/", me.my_delivery, name="delivery"),
    path("me/data/", me.my_data, name="data"),
    path("notices/off/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notices/on/<str:token>/", views.subscribe, name="subscribe"),
    path("clock/", clock.clock, name="clock"),
    path("clock/places/", clock.places, name="places"),
    path("clock/moved/", clock.moved, name="new_zone"),
    path("people/", directory.people, name="people"),
    path("people/<int:pk>/", directory.person, name="person"),
    path("claim/<str:token>/", views.claim, name="claim"),
    path("moderation/claims/", views.unclaimed, name="unclaimed"),
    path("moderation/claims/<int:pk>/", views.invite, name="invite"),
    path("postbox/", views.mails, name="postbox"),
    path("postbox/<str:name>/", views.mail, name="mail"),
    path("postbox/<str:name>/html/", views.html, name="mail_html"),
    path("postbox/<str:name>/file/", views.file, name="mail_file"),
]
