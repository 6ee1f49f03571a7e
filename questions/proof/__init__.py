"""Proof of the record from both sides: its words against their sources, and its sources against the words.

`reading` takes the published rounds from the database, `record` asks the record for its evidence, `article` holds an
article's paragraphs against the record's, and `printing` sets a round like an article, for a person to read.
"""

from questions.proof.article import faults_of_article
from questions.proof.printing import printed
from questions.proof.reading import RoundOnFile, published_rounds, round_named
from questions.proof.record import faults_of_record
from questions.proof.summary import as_json, in_a_line, plural

__all__ = [
    "RoundOnFile",
    "as_json",
    "faults_of_article",
    "faults_of_record",
    "in_a_line",
    "plural",
    "printed",
    "published_rounds",
    "round_named",
]
