from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def csrf_failure(request, reason=""):
    """The form was open too long, or cookies are off: say so, with a way on."""
    return render(request, "403_csrf.html", status=403)
