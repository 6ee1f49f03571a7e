"""Every response carries the security headers: pages, refusals, failures, static files, the admin."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accountability.urls_that_fail")]

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def reader() -> Client:
    return Client(raise_request_exception=False)


def editor() -> Client:
    client = reader()
    client.force_login(User.objects.create_superuser("jo"))
    return client


def without_token() -> Client:
    return Client(enforce_csrf_checks=True)


Response = Callable[[], HttpResponseBase]
RESPONSES: list[tuple[str, int, Response]] = [
    ("a page", 200, lambda: reader().get("/")),
    ("the sign-in page", 200, lambda: reader().get("/admin/login/")),
    ("the admin", 200, lambda: editor().get("/admin/")),
    ("the admin, not signed in", 302, lambda: reader().get("/admin/")),
    ("an address without its slash", 301, lambda: editor().get("/admin/auth/user")),
    ("a host that is not ours", 400, lambda: reader().get("/", headers={"host": "elsewhere.example"})),
    ("a form without its token", 403, lambda: without_token().post("/admin/login/")),
    ("an unknown page", 404, lambda: reader().get("/no/such/page/")),
    ("an unknown page of the admin", 404, lambda: editor().get("/admin/no/such/page/")),
    ("a page that breaks", 500, lambda: reader().get("/breaks/")),
    ("a static file", 200, lambda: reader().get("/static/admin/css/base.css")),
    ("an unknown static file", 404, lambda: reader().get("/static/no-such-file.css")),
]


@pytest.mark.parametrize(
    ("status", "ask"), [pytest.param(status, ask, id=name) for name, status, ask in RESPONSES]
)
def test_response_carries_every_header(status: int, ask: Response) -> None:
    response = ask()
    try:
        assert response.status_code == status
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    finally:
        response.close()


def test_redirect_to_https_carries_every_header(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = reader().get("/")
    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/")
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_policy_allows_nothing_unsafe() -> None:
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


@pytest.mark.parametrize(
    ("debug", "path", "status", "policy"),
    [
        (True, "/no/such/page/", HTTPStatus.NOT_FOUND, None),
        (True, "/breaks/", HTTPStatus.INTERNAL_SERVER_ERROR, None),
        (True, "/admin/login/", HTTPStatus.OK, POLICY),
        (False, "/no/such/page/", HTTPStatus.NOT_FOUND, POLICY),
    ],
)
def test_debugging_pages_alone_go_without_the_policy(
    settings: Settings, debug: bool, path: str, status: int, policy: str | None
) -> None:
    settings.DEBUG = debug
    response = reader().get(path)
    assert (response.status_code, response.headers.get("Content-Security-Policy")) == (status, policy)


def test_reader_gets_no_cookie() -> None:
    assert reader().get("/").cookies == {}
