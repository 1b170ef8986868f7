"""Which space a list is asked for, by the parameter `space` of its address."""

from django.shortcuts import get_object_or_404

from forums.models import Forum


def space_of(request, **conditions):
    """Return the space that is named, or None; raise Http404 where it cannot be read or is none of these."""
    slug = request.GET.get("space", "")
    spaces = Forum.objects.visible_to(request.user).filter(**conditions)
    return get_object_or_404(spaces, slug=slug) if slug else None
