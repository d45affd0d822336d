"""How alike texts are, in any language, and which of them may belong together.

Made for whoever writes a finding: `TextIndex` suggests what is like a contribution, and `propose_groups` proposes
groups. Everything here is a proposal to a person. Pure functions on arrays and strings, without Django.
"""

from saidanddone.analysis.text._groups import ProposedGroup, ProposedGroups, Steadiness, propose_groups
from saidanddone.analysis.text._index import NotFitted, SimilarTexts, TextIndex
from saidanddone.analysis.text._typical import TypicalSentence
from saidanddone.analysis.text._words import sentences, words

__all__ = [
    "NotFitted",
    "ProposedGroup",
    "ProposedGroups",
    "SimilarTexts",
    "Steadiness",
    "TextIndex",
    "TypicalSentence",
    "propose_groups",
    "sentences",
    "words",
]
