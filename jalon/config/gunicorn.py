"""The web server's settings, for `jalon run` and for production: `gunicorn -c python:jalon.config.gunicorn`."""

import gc
import os
from typing import Any

from jalon.config.access_log import PathsWithoutSecrets

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads keep a browser's idle connections from holding a whole process.
worker_class = "gthread"
threads = 4
# Loaded once and shared by the workers: half the memory.
preload_app = True
timeout = 60
graceful_timeout = 15
keepalive = 5
control_socket_disable = True

# The path without its query: what people search for is somebody's name.
accesslog = "-" if os.environ.get("JALON_ACCESS_LOG") else None
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
logger_class = PathsWithoutSecrets
errorlog = "-"
loglevel = "info"


def pre_fork(server: Any, worker: Any) -> None:
    """A connection opened while loading must not be shared by two processes.

    What is loaded by now stays for ever: the collector neither looks at it again nor, by writing its marks there, makes
    each worker's own copy of it. A page makes some thousands of objects, and few of them in circles.
    """
    from django.db import connections

    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
