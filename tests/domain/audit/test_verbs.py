"""The journal in words."""

from jalon.domain.audit import verbs


def test_a_verb_speaks_with_its_detail_and_an_unknown_one_keeps_its_name(monkeypatch):
    monkeypatch.setattr(verbs, "_verbs", {})
    verbs.declare({"a.done": "Fait", "b.done": verbs.Verb("Fermé", lambda detail: f"car {detail['why']}")})
    assert verbs.label("a.done") == "Fait"
    assert verbs.words("a.done", {}) == ""
    assert verbs.words("b.done", {"why": "fini"}) == "car fini"
    assert verbs.label("c.done") == "c.done"


def test_a_detail_of_another_time_says_nothing_rather_than_fail(monkeypatch):
    monkeypatch.setattr(verbs, "_verbs", {})
    verbs.declare({"b.done": verbs.Verb("Fermé", lambda detail: f"car {detail['why']}")})
    assert verbs.words("b.done", {"reason": "fini"}) == ""
