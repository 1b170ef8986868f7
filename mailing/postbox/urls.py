from django.urls import path

from mailing.postbox import views

urlpatterns = [
    path("postbox/", views.mails, name="postbox"),
    path("postbox/<str:name>/", views.mail, name="mail"),
    path("postbox/<str:name>/html/", views.html, name="mail_html"),
    path("postbox/<str:name>/file/", views.file, name="mail_file"),
]
