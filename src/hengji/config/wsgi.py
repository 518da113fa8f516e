"""The WSGI application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from hengji.platform.processes import ask_to_end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")
ask_to_end_with_parent()  # a web worker must not outlive a killed master and keep its port
application = get_wsgi_application()
