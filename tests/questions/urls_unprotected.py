"""Stock admin pages of the record beside ours: what two editors do to each other where nothing compares."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.urls import include, path

from respondents.models import EditorialModel


class Stock(admin.ModelAdmin[Any]):
    """Django's own pages; only what it warns of is settled."""

    change_form_template = "admin/change_form.html"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


unprotected = admin.AdminSite("unprotected")
for model in list(admin.site._registry):
    if issubclass(model, EditorialModel):
        unprotected.register(model, Stock)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("unprotected/", unprotected.urls),
    path("", include("questions.urls")),
]
