"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.prod")
application = get_wsgi_application()

# Every page's code, asked for by its address: the workers that part from this process share it, where each would load
# a copy of its own at its first page.
reverse("health")
