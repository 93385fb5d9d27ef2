"""The demonstration's settings, counting queries and answering one bare page; for `python -m bench` alone."""

from jalon.config.settings.dev import *  # noqa: F403
from jalon.config.settings.dev import MIDDLEWARE

MIDDLEWARE = ["bench.middleware.Measure", *MIDDLEWARE]
ROOT_URLCONF = "bench.urls"
