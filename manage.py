#!/usr/bin/env python
"""Django's own commands, as the operator: `python manage.py makemigrations`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.dev")
    os.environ.setdefault("JALON_PROCESS", "operator")
    execute_from_command_line(sys.argv)
