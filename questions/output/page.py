"""The output of a round as an editor gets it: each piece in the form asked for, and what has to be known about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from questions import sentences
from questions.models import Response, Round
from questions.output.blocks import Piece, Table
from questions.output.contacts import contacts_piece
from questions.output.counting import counting_piece
from questions.output.markdown import markdown
from questions.output.markup import html, shown
from questions.output.material import Material, Stage, read_material
from questions.output.plain import neutralised, plain
from questions.output.round_up import round_up_piece
from questions.output.table import table_piece

WIDTH, FEWEST, MOST = 100, 3, 24  # of a box: characters in a line, and lines


class Form(StrEnum):
    """The form in which output is pasted."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"

    @property
    def label(self) -> str:
        """What it is called."""
        return {"plain": "Plain text", "html": "HTML", "markdown": "Markdown"}[self]


MARKED_UP = {Form.PLAIN: plain, Form.HTML: html, Form.MARKDOWN: markdown}


@dataclass(frozen=True)
class Ready:
    """One piece, ready to paste. `preview` is what its HTML looks like; `notes` are for the editor alone."""

    piece: Piece
    text: str
    preview: SafeString | str
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many lines its box is high."""
        lines = sum(1 + len(line) // WIDTH for line in self.text.split("\n"))
        return max(FEWEST, min(MOST, lines + 1))

    @property
    def is_table(self) -> bool:
        """Whether its lines are rows, which must not be broken."""
        return any(isinstance(block, Table) for block in self.piece.blocks)


@dataclass(frozen=True)
class Output:
    """Everything on the page. `unseen` are the responses whose words are left out, with whose they are."""

    round: Round
    form: Form
    stage: Stage
    state: str
    ready: tuple[Ready, ...]
    unseen: tuple[tuple[str, Response], ...]


def form_asked(value: str | None) -> tuple[Form, str]:
    """The form that an address asks for; plain text, and a sentence that says so, where there is none such."""
    if value is None or value in set(Form):
        return Form(value or Form.PLAIN), ""
    return Form.PLAIN, f"There is no form “{value}”: choose plain, html or markdown. This is plain text."


def load_output(round_: Round, form: Form, now: datetime.datetime) -> Output:
    """All pieces of *round_* in one form, as they are at the moment *now*, in a fixed number of queries."""
    material = read_material(round_, now)
    pieces: list[Piece] = []
    if material.stage != Stage.WITHDRAWN:
        layouts = (counting_piece, round_up_piece, contacts_piece, table_piece)
        pieces = [piece for layout in layouts if (piece := layout(material)).blocks]
    return Output(
        round=round_,
        form=form,
        stage=material.stage,
        state=_state(material),
        ready=tuple(_ready(piece, form) for piece in pieces),
        unseen=tuple((reply.names, reply.response) for reply in material.unseen),
    )


def _ready(piece: Piece, form: Form) -> Ready:
    notes = []
    if form == Form.PLAIN and (cells := neutralised(piece)):
        notes.append(
            f"An apostrophe was put before {sentences.join_names([f'“{words}”' for words in cells])}: "
            "a spreadsheet would otherwise take it for a formula and run it."
        )
    preview = shown(piece) if form == Form.HTML else ""
    return Ready(piece, MARKED_UP[form](piece), preview, tuple(notes))


def _state(material: Material) -> str:
    """What the round's stage means for whoever pastes."""
    round_ = material.round
    match material.stage:
        case Stage.DRAFT:
            return (
                "This round is not public yet. Below stands what readers would see if it were published now, with "
                "every response on file. Publish nothing of it before the round, and copy it again once the round "
                "is public: whatever is recorded until then changes it."
            )
        case Stage.SET if round_.published_at:
            return (
                f"This round is not public yet: it will be from {sentences.minute(round_.published_at)}. Below stands "
                "what readers will see then. Publish nothing of it before, and copy it again on the day: whatever is "
                "recorded until then changes it."
            )
        case Stage.WITHDRAWN if round_.withdrawn_at:
            return (
                f"This round was withdrawn on {sentences.day(round_.withdrawn_at)}. Nothing of it is to be published, "
                "so there is nothing to copy here."
            )
        case _:
            return f"This is what readers may see, as of {sentences.minute(material.now)}."
