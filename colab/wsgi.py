import os

from django.core.wsgi import get_wsgi_application

from devserver import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")
embedded.provide()
application = get_wsgi_application()
