from django.urls import path

from learning.library import views as library

app_name = "learning"

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/feed.atom", library.feed, name="atom"),
    path("library/note/<int:pk>/", library.note, name="note"),
    path("library/note/<int:pk>.md", library.note_markdown, name="note_markdown"),
    path("library/harvest/<int:pk>/", library.harvest, name="harvest"),
]
