"""The door for servers that speak ASGI; it stays shut unless the environment is local or production."""

import os

from django.core.asgi import get_asgi_application

from accountability.refusal import refuse_unless_served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountability.settings")
refuse_unless_served()

application = get_asgi_application()
