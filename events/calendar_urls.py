"""Addresses of calendars and of answers to invitations; part of `events.urls`."""

from django.urls import path

from events import answer_views, feed_views

urlpatterns = [
    path("calendar/", feed_views.calendars, name="calendars"),
    path("calendar/mine/", feed_views.renew_feed, name="renew_feed"),
    path("calendar/mine/revoke/", feed_views.revoke_feed, name="revoke_feed"),
    path("calendar/co-labs.ics", feed_views.feed, name="feed"),
    path("calendar/co-labs.atom", feed_views.atom_feed, name="atom"),
    path("calendar/forums/<slug:slug>.ics", feed_views.forum_feed, name="forum_feed"),
    path("calendar/forums/<slug:slug>.atom", feed_views.forum_atom, name="forum_atom"),
    path("calendar/answers/<str:token>/", answer_views.decline, name="decline"),
    path("calendar/<str:token>.ics", feed_views.my_feed, name="my_feed"),
]
