"""The door for servers that speak WSGI; it stays shut unless the environment is local or production."""

import os

from django.core.wsgi import get_wsgi_application

from accountability.refusal import refuse_unless_served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountability.settings")
refuse_unless_served()

application = get_wsgi_application()
