import os

from django.core.wsgi import get_wsgi_application

from core.database import limits
from core.web import readable_input
from devserver import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")
embedded.provide()
limits.apply()
application = readable_input.without_odd_charsets(get_wsgi_application())
