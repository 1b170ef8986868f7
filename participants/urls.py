from django.urls import path

from participants.imported_authors import views as imported_authors
from participants.privacy import views as privacy
from participants.profiles.views import clock, directory, me

app_name = "participants"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/data/", privacy.my_data, name="data"),
    path("me/export/", privacy.download, name="export"),
    path("me/erase/", privacy.confirm, name="erase"),
    path("clock/", clock.clock, name="clock"),
    path("clock/moved/", clock.moved, name="new_zone"),
    path("people/", directory.people, name="people"),
    path("people/<int:pk>/", directory.person, name="person"),
    path("claim/<str:token>/", imported_authors.claim, name="claim"),
    path("moderation/claims/", imported_authors.unclaimed, name="unclaimed"),
    path("moderation/claims/<int:pk>/", imported_authors.invite, name="invite"),
]
