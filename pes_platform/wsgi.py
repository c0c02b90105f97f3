import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_platform.settings")

application = get_wsgi_application()
import_module("pes_platform.urls")  # every view before the fork: loaded once, and shared by the workers
