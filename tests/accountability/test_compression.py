"""Readers' pages come compressed; the editors' do not."""

import gzip

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db
COMPRESSED = {"accept-encoding": "gzip, br"}


def test_public_page_is_sent_compressed_to_whoever_can_read_it(client: Client) -> None:
    call_command("loaddata", "reference", "norfolk-mps", verbosity=0)
    plain = client.get("/rounds/norfolk-mps/")
    sent = client.get("/rounds/norfolk-mps/", headers=COMPRESSED)
    assert (plain.headers.get("Content-Encoding"), sent.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(sent.content) == plain.content
    assert len(sent.content) * 4 < len(plain.content)
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_unchanged_feed_is_not_sent_again_compressed_or_not(client: Client) -> None:
    first = client.get("/feed/", headers=COMPRESSED)
    again = client.get("/feed/", headers={**COMPRESSED, "if-none-match": first.headers["ETag"]})
    assert (first.headers["Content-Encoding"], again.status_code, again.content) == ("gzip", 304, b"")


def test_page_of_the_editors_is_sent_as_it_is(client: Client) -> None:
    client.force_login(User.objects.create_superuser("jo"))
    page = client.get("/admin/", headers=COMPRESSED)
    assert "Newsdesk" in page.content.decode()
    assert "Content-Encoding" not in page.headers
