from django.apps import AppConfig


class RespondentsConfig(AppConfig):
    """The people and bodies that a newsroom puts questions to."""

    name = "respondents"
    verbose_name = "Who is asked"
