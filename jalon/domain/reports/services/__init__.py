"""The acts on a report: one verb, one transaction, one row in a journal."""

from jalon.domain.reports.services.answering import ask_time, reply
from jalon.domain.reports.services.deciding import approve, reopen
from jalon.domain.reports.services.examining import advise, analyse, extend, return_advice, send_back
from jalon.domain.reports.services.importing import bring_back
from jalon.domain.reports.services.sampling import ask_line, conclude, draw
from jalon.domain.reports.services.signing import sign, take_back, text_now
from jalon.domain.reports.services.writing import open_reports, remark, save, settle

__all__ = [
    "advise",
    "analyse",
    "approve",
    "ask_line",
    "ask_time",
    "bring_back",
    "conclude",
    "draw",
    "extend",
    "open_reports",
    "remark",
    "reopen",
    "reply",
    "return_advice",
    "save",
    "send_back",
    "settle",
    "sign",
    "take_back",
    "text_now",
]
