"""The URLs of calendars, included by `events.urls`."""

from django.urls import path

from events.calendar import views

urlpatterns = [
    path("calendar/", views.calendars, name="calendars"),
    path("calendar/mine/", views.renew_feed, name="renew_feed"),
    path("calendar/mine/revoke/", views.revoke_feed, name="revoke_feed"),
    path("calendar/co-labs.ics", views.feed, name="feed"),
    path("calendar/co-labs.atom", views.atom_feed, name="atom"),
    path("calendar/forums/<slug:slug>.ics", views.forum_feed, name="forum_feed"),
    path("calendar/forums/<slug:slug>.atom", views.forum_atom, name="forum_atom"),
    path("calendar/<str:token>.ics", views.my_feed, name="my_feed"),
]
