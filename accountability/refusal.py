"""No server starts by accident: WSGI and ASGI ask here first."""

import sys
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from accountability.environment import refusal_to_serve

# gunicorn starts a worker again when it ends, but not after this status.
DOES_NOT_BOOT = 3


def refuse_unless_served() -> None:
    """Stop the server with one sentence unless the environment is local or production, and complete."""
    try:
        refusal = refusal_to_serve(settings.ENVIRONMENT)
    except ImproperlyConfigured as error:
        _stop(str(error))
    if refusal:
        _stop(refusal)


def _stop(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(DOES_NOT_BOOT)
