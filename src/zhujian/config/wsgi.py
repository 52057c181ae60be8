"""The WSGI door: what stands before Django, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhujian.config.settings")

django = get_wsgi_application()

from zhujian.web.front import Front  # noqa: E402 -- the rooms must be set up first

application = Front(django)
