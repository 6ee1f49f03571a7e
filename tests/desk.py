"""What the tests of the editors' desk share: a row of everything, what an editor types, and signing in again."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from questions.models import Answer, NonRespondent, Publisher, Round
from tests import factories as make
from tests.pages import fields_of, page_of

PASSWORD = "a-long-password"
LINE = "  two spaces, a tab\t, “quotes”, 🗞️👩🏽\u200d⚖️, עברית \u200fالعربية, <b>&amp;  "
ODD = f"\r\n\r\n{LINE}\r\n \r\n\tThe last line ends in spaces and line ends.  \r\n\r\n"
NOT_ADDED_BY_HAND: list[type[models.Model]] = [Answer, NonRespondent, Publisher]


def pages_of_models() -> list[tuple[str, str]]:
    """Every registered model with its add and change page, by the names of their addresses."""
    return [
        (f"{model._meta.app_label}_{model._meta.model_name}", page)
        for model in admin.site._registry
        for page in ("add", "change")
        if page == "change" or model not in NOT_ADDED_BY_HAND
    ]


def plant_one_of_everything() -> Round:
    """A row of every model that has pages on the desk."""
    body = make.make_body()
    round_ = make.make_round(published=False, body=body, asked_on="2026-07-01", deadline_on="2026-07-10")
    ann = make.make_recipient(round_, "Ann", party=make.make_party())
    make.make_membership(ann.politician, body)  # type: ignore[arg-type]  # a person on the list has a politician
    make.make_contact_address(ann.politician)  # type: ignore[arg-type]  # the same
    make.make_approach(ann)
    make.make_response(ann, answers={1: "Words."}, published=False)
    make.make_correction(round_)
    make.make_source()
    make.make_recipient(round_, "Ben", decision="no_response")
    Group.objects.create(name="Reporters")
    return round_


def address_of(name: str, page: str) -> str:
    """Where a page of a model is: to add a row, or to change the first one there is."""
    if page == "change":
        row = apps.get_model(name.replace("_", "."))._default_manager.order_by("pk").first()
        assert row is not None, f"plant_one_of_everything plants no {name}"
        return reverse(f"admin:{name}_change", args=[row.pk])
    address = reverse(f"admin:{name}_add")
    return f"{address}?round={Round.objects.get().pk}" if name == "questions_response" else address


def filled(page: HttpResponseBase) -> dict[str, list[str]]:
    """What stands in the page's form.

    Without its token, which is another one each time, without the row from which a browser makes new ones, and
    without the hidden moments that Django repeats in a form of its own.
    """
    return {
        name: values
        for name, values in fields_of(page).items()
        if name != "csrfmiddlewaretoken" and "__prefix__" not in name and not name.startswith("initial-")
    }


def typed_into(page: HttpResponseBase) -> dict[str, list[str]]:
    """What a browser sends when every box of the page's form is filled with odd words."""
    fields = filled(page)
    for element in page_of(page).findall(".//div[@id='content-main']//form//*[@name]"):
        if element.get("name") in fields and element.get("type", "text") in {"text", "url"}:
            if element.tag == "textarea":
                fields[str(element.get("name"))] = [ODD]
            elif element.tag == "input":
                fields[str(element.get("name"))] = [LINE]
    return fields


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for sessions and when somebody last signed in."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name != "last_login"}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.app_label != "sessions" and not model._meta.proxy
    }


def signed_in() -> Client:
    """The browser of somebody who may do everything."""
    client = Client()
    client.force_login(make.make_user("editor", password=PASSWORD))
    return client


def sign_in_again(
    client: Client, page: HttpResponseBase, username: str = "editor", password: str = PASSWORD, **more: str
) -> Any:
    """Fill in the sign-in page as it stands and send it."""
    form = page_of(page).find(".//form[@id='login-form']")
    assert form is not None
    carried = page_of(page).findall(".//input[@form='login-form']")
    hidden = [element for element in [*form.iter("input"), *carried] if element.get("type") == "hidden"]
    fields = {str(element.get("name")): element.get("value", "") for element in hidden}
    return client.post(
        str(form.get("action")), {**fields, "username": username, "password": password, **more}
    )
