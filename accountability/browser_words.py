"""What the desk's script keeps in an editor's browser: the key to it, and the word that it was saved.

The script stores what is being typed encrypted. The key is made from the site's secret for one person and comes
with the pages that this person opens while signed in; what lies in the browser of a shared machine is unreadable
to whoever sits there next.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

FIELD = "_kept_as"
COOKIE = "saved-words-"
LABEL = re.compile(r"\A[0-9a-f]{32}\Z")
AN_HOUR = 60 * 60


def key_for(user: Any) -> str:
    """The key to what *user* typed, as the script reads it: 256 bits in base64."""
    digest = salted_hmac("words kept in a browser", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(digest).decode()


def say_that_words_were_saved(request: HttpRequest, answer: HttpResponse) -> None:
    """Tell the script which of its kept words are saved: the ones that this form was typed from."""
    label = request.POST.get(FIELD, "")
    if LABEL.match(label):
        answer.set_cookie(
            COOKIE + label,
            "1",
            max_age=AN_HOUR,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )
