"""The postbox of a demonstration: every mail as its recipient sees it. A real site has none."""

from functools import wraps

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from core.web.responses import or_404
from mailing.postbox import file_backend

# A mail has inline styles. Nothing in it is run or fetched; its links open in a new window.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def in_demonstration(view):
    """Open a view to everyone, in a demonstration only; elsewhere it is a 404."""

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _mail(name):
    return or_404(file_backend.mail(name))


@in_demonstration
def mails(request):
    to = request.GET.get("to", "")
    context = {"mails": file_backend.mails(to), "recipients": file_backend.recipients(), "to": to}
    return render(request, "mailing/postbox.html", context)


@in_demonstration
def mail(request, name):
    return render(request, "mailing/mail.html", {"mail": _mail(name)})


@in_demonstration
@xframe_options_sameorigin
@csp(MAIL_POLICY)
def html(request, name):
    return HttpResponse(_mail(name).html.replace("<head>", '<head><base target="_blank">', 1))


@in_demonstration
def file(request, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(_mail(name).content, content_type="message/rfc822", headers=headers)
