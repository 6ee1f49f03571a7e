"""Every address of the site: the editors' admin, then the readers' pages."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "Accountability"
admin.site.site_title = "Accountability"
admin.site.index_title = "The record"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("questions.urls")),
]
