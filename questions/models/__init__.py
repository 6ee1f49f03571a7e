"""What was asked, whom, and what came back. One file per concept; the rules of standing are in `standings`."""

from questions.models.answer_adjectives import Withheld
from questions.models.answers import Answer
from questions.models.approaches import Approach, ApproachKind, Channel, Outcome
from questions.models.campaigns import Campaign, FormerCampaignSlug
from questions.models.corrections import Correction, CorrectionKind
from questions.models.non_respondents import NonRespondent
from questions.models.preview_links import PreviewLink
from questions.models.publicity import concerns_readers
from questions.models.publishers import Publisher
from questions.models.questions import Question, QuestionKind
from questions.models.recipients import Recipient, RecipientKind
from questions.models.record import Record
from questions.models.responses import Origin, Response
from questions.models.rounds import FormerRoundSlug, Round
from questions.models.search_texts import SearchText
from questions.models.signatories import Signatory
from questions.models.sources import Source, SourceKind
from questions.models.standings import Decision, Standing

__all__ = [
    "Answer",
    "Approach",
    "ApproachKind",
    "Campaign",
    "Channel",
    "Correction",
    "CorrectionKind",
    "Decision",
    "FormerCampaignSlug",
    "FormerRoundSlug",
    "NonRespondent",
    "Origin",
    "Outcome",
    "PreviewLink",
    "Publisher",
    "Question",
    "QuestionKind",
    "Recipient",
    "RecipientKind",
    "Record",
    "Response",
    "Round",
    "SearchText",
    "Signatory",
    "Source",
    "SourceKind",
    "Standing",
    "Withheld",
    "concerns_readers",
]
