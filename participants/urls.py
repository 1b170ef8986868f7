from django.urls import path

from participants.views import claims, clock, me, notices, people, postbox

app_name = "participants"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/notices/", me.my_notices, name="notices"),
    path("me/notices/delivery/", me.my_delivery, name="delivery"),
    path("me/data/", me.my_data, name="data"),
    path("notices/off/<str:token>/", notices.unsubscribe, name="unsubscribe"),
    path("notices/on/<str:token>/", notices.subscribe, name="subscribe"),
    path("clock/", clock.clock, name="clock"),
    path("clock/places/", clock.places, name="places"),
    path("clock/moved/", clock.moved, name="new_zone"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("claim/<str:token>/", claims.claim, name="claim"),
    path("moderation/claims/", claims.unclaimed, name="unclaimed"),
    path("moderation/claims/<int:pk>/", claims.invite, name="invite"),
    path("postbox/", postbox.mails, name="postbox"),
    path("postbox/<str:name>/", postbox.mail, name="mail"),
    path("postbox/<str:name>/html/", postbox.html, name="mail_html"),
    path("postbox/<str:name>/file/", postbox.file, name="mail_file"),
]
