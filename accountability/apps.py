from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with the newsroom's own site in the place of the stock one."""

    default_site = "accountability.admin_site.DeskSite"

    def ready(self) -> None:
        """Take up every app's pages; then those of people and groups, which take the place of Django's own."""
        super().ready()
        import_module("accountability.people")
