from django.shortcuts import render
from django.views.decorators.http import require_safe

from forums.search import similar


@require_safe
def similar_to(request):
    found = similar.topics(request.GET.get("title", "")[:150], request.user)
    return render(request, "forums/search/_similar.html", {"similar": found})
