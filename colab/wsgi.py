import os

from django.core.wsgi import get_wsgi_application

from core.database import limits
from devserver import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")
embedded.provide()
limits.apply()
application = get_wsgi_application()
