"""The exceptions that are answers: their message is a sentence for the person who asked."""

from headway.features.letters.templates import LetterFault
from headway.features.policies.actions import PackFault
from headway.features.policies.queries import NoPolicy
from headway.flows.own_sheets.faults import OwnSheetsRefused
from headway.publicdata.faults import Unreadable
from headway.rules.verdict import Refused

REFUSALS: tuple[type[Exception], ...] = (
    Refused,
    Unreadable,
    LetterFault,
    PackFault,
    NoPolicy,
    OwnSheetsRefused,
)
