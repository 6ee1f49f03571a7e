"""The editors' desk: what is asked, whom, and what came back. One file per subject."""

from questions.admin.answers import AnswerAdmin
from questions.admin.approaches import ApproachAdmin
from questions.admin.campaigns import CampaignAdmin
from questions.admin.corrections import CorrectionAdmin
from questions.admin.politicians import AskedPoliticianAdmin
from questions.admin.publishers import PublisherAdmin
from questions.admin.questions import QuestionAdmin
from questions.admin.recipients import NonRespondentAdmin, RecipientAdmin
from questions.admin.responses import ResponseAdmin
from questions.admin.rounds import RoundAdmin
from questions.admin.sources import SourceAdmin

__all__ = [
    "AnswerAdmin",
    "ApproachAdmin",
    "AskedPoliticianAdmin",
    "CampaignAdmin",
    "CorrectionAdmin",
    "NonRespondentAdmin",
    "PublisherAdmin",
    "QuestionAdmin",
    "RecipientAdmin",
    "ResponseAdmin",
    "RoundAdmin",
    "SourceAdmin",
]
