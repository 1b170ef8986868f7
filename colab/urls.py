from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from colab.pages import choices, csp, first_steps, search, views
from colab.styleguide import components, mails
from participants.accounts.views import AskForCode

admin.autodiscover()
admin.site.site_header = admin.site.site_title = _("Co-Lab: administration")
admin.site.unregister(Authenticator)  # it shows secrets
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")
admin.site.login = secure_admin_login(admin.site.login)

handler400 = "colab.pages.errors.bad_request"
urlpatterns = [
    path("", include("core.timezones.urls")),
    path("", include("mailing.urls")),
    path("", include("participants.urls")),
    path("", include("moderation.urls")),
    path("", include("forums.urls")),
    path("", include("network.urls")),
    path("", include("followups.urls")),
    path("", include("learning.urls")),
    path("", include("events.urls")),
    path("", views.home, name="home"),
    path("search/", search.page, name="search"),
    path("organize/", views.organize, name="organize"),
    path("first-steps/", first_steps.page, name="first_steps"),
    path("about/", views.about, name="about"),
    path("glossary/", views.glossary, name="glossary"),
    path("robots.txt", views.robots, name="robots"),
    path("style/mails/", mails.page, name="mails"),
    path("style/mails/<path:template>/<slug:language>/", mails.one, name="mail"),
    path("healthz", views.healthz, name="healthz"),
    path("csp-report", csp.report, name="csp_report"),
    path("accounts/login/code/", AskForCode.as_view(), name="account_request_login_code"),
    path("accounts/", include("allauth.urls")),
    path("language/", choices.language, name="set_language"),
    path("theme/", choices.theme, name="theme"),
    path("style/", components.page, name="style"),
    path("style/dialog/", components.dialog, name="style_dialog"),
    path("admin/", admin.site.urls),
]

if settings.ANYMAIL:
    urlpatterns.append(path("mail/", include("anymail.urls")))

if settings.DEBUG_TOOLBAR:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
