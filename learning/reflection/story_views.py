"""Stories, as those read them who read the space, and asking somebody for one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.responses import done, say, say_at
from forums.models import Forum
from learning.library.filters import Filters
from learning.models import Reflection
from learning.reflection import asking, markdown, reflections, stories


@login_not_required
@require_safe
def index(request):
    """Parameters: `after`, `before`, keys of a page."""
    page = stories.page(request.user, request.GET)
    context = {"stories": page, "page": page, "tabs": Filters().tabs(), "shelf": None}
    return render(request, "learning/reflection/stories.html", context)


@login_not_required
@require_safe
def story(request, pk):
    """A hidden one is shown to moderators and to its teller, with the reason."""
    found = get_object_or_404(Reflection.objects.visible_to(request.user).for_page(), pk=pk)
    moderated = Reflection.objects.moderated_by(request.user).filter(pk=found.pk)
    context = {
        "story": found,
        "parts": stories.parts(found),
        "is_mine": found.participant_id == request.user.pk,
        "may_moderate": request.user.is_authenticated and moderated.exists(),
    }
    return render(request, "learning/reflection/story.html", context)


@login_not_required
@require_safe
def story_markdown(request, pk):
    found = get_object_or_404(Reflection.objects.readable_by(request.user).for_page(), pk=pk)
    return HttpResponse(markdown.of_story(found), content_type="text/markdown; charset=utf-8")


@require_POST
def ask(request, pk):
    spaces = Forum.objects.visible_to(request.user).values("pk")
    people = Reflection.objects.may_be_asked().filter(colab__topic__forum__in=spaces)
    found = get_object_or_404(people.for_page(), pk=pk)
    place = "role-detective"
    back = reverse("forums:roles", args=[found.colab.topic.forum.slug]) + f"#{place}"
    try:
        asking.ask(found, request.user)
    except reflections.Refused as refusal:
        say(request, refusal)
        return redirect(back)
    answer = done(request, back, _("They are asked, once. If they tell it, it stands among the stories."))
    say_at(request, place)
    return answer
