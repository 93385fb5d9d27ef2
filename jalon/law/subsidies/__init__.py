"""Subsidies: programmes as data, who is selected, and a budget shared to the cent with the reason of each share."""

from jalon.law.subsidies.clusters import Cluster, ClusterRule, ClusterVerdict, check_clusters
from jalon.law.subsidies.errors import CannotShare
from jalon.law.subsidies.keys import Key, Method, Outcome, Terms, Vocabulary, keys, share_by, whole_key
from jalon.law.subsidies.programme import BudgetLine, Programme, content_of, programme_of
from jalon.law.subsidies.programme_file import shipped_programmes
from jalon.law.subsidies.redistribution import Basis, Redistribution, Rule, Settled, Use, redistribute
from jalon.law.subsidies.selection import Criterion, SelectionRule, Verdict, select
from jalon.law.subsidies.series import Series, Unit, series
from jalon.law.subsidies.settling import shipped_rule, why_settled
from jalon.law.subsidies.sharing import Share, Sharing, reduced, share_out
from jalon.law.subsidies.texts import say
from jalon.law.subsidies.why import why

__all__ = [
    "Basis",
    "BudgetLine",
    "CannotShare",
    "Cluster",
    "ClusterRule",
    "ClusterVerdict",
    "Criterion",
    "Key",
    "Method",
    "Outcome",
    "Programme",
    "Redistribution",
    "Rule",
    "SelectionRule",
    "Series",
    "Settled",
    "Share",
    "Sharing",
    "Terms",
    "Unit",
    "Use",
    "Verdict",
    "Vocabulary",
    "check_clusters",
    "content_of",
    "keys",
    "programme_of",
    "redistribute",
    "reduced",
    "say",
    "select",
    "series",
    "share_by",
    "share_out",
    "shipped_programmes",
    "shipped_rule",
    "whole_key",
    "why",
    "why_settled",
]
