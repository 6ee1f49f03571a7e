from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with the newsroom's own site in the place of the stock one."""

    default_site = "accountability.admin_site.DeskSite"
