"""Who may sign in, and what each group may do: pages for administrators alone.

A right to change these pages would be a right to every other: so it cannot be given, one is an administrator or not.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.http import HttpRequest

from questions.rights import rights
from respondents.admin.rights import GuardedPages

admin.site.unregister([User, Group])


class ForAdministrators(GuardedPages[Any]):
    """Pages of which nobody else knows, whatever rights they were given."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_administrator(request)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        """Only rights that the record asks for can be given."""
        if db_field.related_model is Permission:
            asked_for = {right.codename for right in rights()}
            kwargs["queryset"] = Permission.objects.filter(codename__in=asked_for).select_related(
                "content_type"
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _is_administrator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_active and request.user.is_superuser


@admin.register(User)
class SignInAdmin(ForAdministrators, UserAdmin[User]):
    """People who may sign in. Whoever leaves is switched off: the history keeps naming them."""

    list_display = ["username", "first_name", "last_name", "in_groups", "is_superuser", "is_active"]
    list_filter = ["groups", "is_superuser", "is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password", ("first_name", "last_name"), "email"]}),
        (
            "What they may do",
            {
                "description": "Reporters enter everything and publish nothing; publishers publish, withdraw, correct "
                "and confirm silences; viewers only read. Whoever leaves the newsroom is made inactive: what they did "
                "stays theirs.",
                "fields": ["is_active", "is_staff", "groups", "is_superuser"],
            },
        ),
        (
            "Rights for this one person",
            {
                "description": "Besides those of their groups.",
                "classes": ["collapse"],
                "fields": ["user_permissions"],
            },
        ),
    ]
    add_fieldsets = [
        (
            None,
            {
                "description": "Give the password to them in person; they change it after they have signed in.",
                "fields": ["username", "usable_password", "password1", "password2", "is_staff", "groups"],
            },
        ),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="groups")
    def in_groups(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(Group)
class RightsAdmin(ForAdministrators, GroupAdmin):
    """Groups, and the rights of whoever is in them."""
