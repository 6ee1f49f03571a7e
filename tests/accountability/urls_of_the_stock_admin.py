"""The site's addresses with Django's own admin site in the place of the desk's."""

from django.contrib.admin import AdminSite
from django.urls import include, path

from questions.admin import CampaignAdmin
from questions.models import Campaign

stock = AdminSite(name="admin")
stock.register(Campaign, CampaignAdmin)

urlpatterns = [
    path("admin/", stock.urls),
    path("", include("questions.urls")),
]
