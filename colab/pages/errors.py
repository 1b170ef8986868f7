from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request, exception):
    """Return the page for what cannot be read; unlike Django's own, without reading it once more."""
    return HttpResponseBadRequest(render_to_string("400.html"))


@login_not_required
def csrf_failure(request, reason=""):
    """The form was open too long, or cookies are off: say so, with a way on."""
    return render(request, "403_csrf.html", status=403)
