from django.utils import timezone, translation


class ReadersClockAndLanguage:
    """Each page is shown on its reader's clock and in the reader's language.

    The person's own choice comes first; a visitor has the site's zone and the browser's language.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        person = request.user
        if not person.is_authenticated:
            return self.get_response(request)
        request.LANGUAGE_CODE = person.language
        with timezone.override(person.zone), translation.override(person.language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", person.language)
            return response
