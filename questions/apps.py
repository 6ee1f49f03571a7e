from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Rounds of questions, the people they were put to, and what came back."""

    name = "questions"
    verbose_name = "What is asked, and what came back"
