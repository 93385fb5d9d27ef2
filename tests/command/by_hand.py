"""A year counted again from the raw rows: no model, no query set, no rule of ours. Days are text (2025-12-31)."""

import json
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.db import connection

Row = Mapping[str, Any]
AIMS = {"path": "socio_professional", "autonomy": "autonomy", "volunteering": "volunteering", "job": "job"}
NEAREST_TO_A_JOB_FIRST = ("job", "path", "volunteering", "autonomy")


def raw(table: str) -> list[Row]:
    """Every row of a table, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(one) FROM {table} AS one")
        return [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]


class ByHand:
    """One centre, read once."""

    def __init__(self) -> None:
        self.instruments = {one["id"]: one for one in raw("instruments_instrumentversion")}
        self.measurements = raw("instruments_measurement")
        self.trajectories = raw("activation_trajectory")
        self.parts, self.actions = raw("activation_participation"), raw("activation_action")
        self.modules = {one["id"]: one for one in raw("activation_module")}
        self.projects, self.endings = raw("piis_piis"), raw("piis_ending")
        self.versions, self.signatures = raw("piis_piisversion"), raw("piis_signature")
        self.evaluations, self.bilans = raw("piis_evaluation"), raw("instruments_bilan")

    # Measurements

    def scores(self, measurement: Row) -> dict[str, int | None]:
        """Each axis from the answers: the mean, turned sentences turned, in hundredths rounded half up."""
        told = self.instruments[measurement["instrument_id"]]["definition"]
        assert told["scoring"]["method"] == "mean"
        found: dict[str, int | None] = {}
        for axis in told["axes"]:
            marks = []
            for item in axis["items"]:
                if (level := measurement["answers"].get(item["code"])) is not None:
                    most = len(next(iter(item["levels"].values())))
                    marks.append(most + 1 - level if item.get("reversed") else level)
            enough = bool(marks) and len(marks) >= Fraction(told["scoring"]["answered"]) * len(axis["items"])
            found[axis["code"]] = int(Fraction(sum(marks) * 100, len(marks)) + Fraction(1, 2)) if enough else None
        return found

    def counted(self) -> list[Row]:
        """Finished, replaced by nothing finished, and nobody of the same sitting still rating."""
        finished = [one for one in self.measurements if one["state"] == "finished"]
        replaced = {one["corrects_id"] for one in finished}
        waiting = {one["sitting"] for one in self.measurements if one["state"] == "draft" and not one["corrects_id"]}
        return [one for one in finished if one["id"] not in replaced and one["sitting"] not in waiting]

    def differences(self, trajectory: Row, rater: str, reference: str) -> tuple[Row, dict[str, int]] | None:
        """The rule of 2015: the first measurement against the last of the same version by the reference day."""
        last_day = trajectory["ended_on"] or trajectory["until"]
        own = []
        for one in self.counted():
            for_it = one["trajectory"] == trajectory["id"]
            for_none = one["trajectory"] is None and one["held_on"] <= last_day
            code = self.instruments[one["instrument_id"]]["code"]
            if (
                (one["person_id"], one["rater"], code) == (trajectory["person_id"], rater, trajectory["measured_by"])
                and trajectory["measured_from"] <= one["held_on"] <= reference
                and (for_it or for_none)
            ):
                own.append(one)
        own.sort(key=lambda one: (one["held_on"], one["finished_at"], one["id"]))
        if not own:
            return None
        instrument = own[0]["instrument_id"]
        later = [one for one in own if one["held_on"] > own[0]["held_on"] and one["instrument_id"] == instrument]
        if not later:
            return None
        before, after = self.scores(own[0]), self.scores(later[-1])
        better = 1 if self.instruments[instrument]["definition"]["direction"] == "up" else -1
        return self.instruments[instrument], {
            axis: better * (after[axis] - before[axis])
            for axis in before
            if before[axis] is not None and after[axis] is not None
        }

    def direction(self, trajectory: Row, rater: str, reference: str, toward: str = "") -> str:
        """Forward, back, neither, or not measured; on every axis or on those that lead somewhere."""
        if (found := self.differences(trajectory, rater, reference)) is None:
            return "not_measured"
        told = found[0]["definition"]
        leading = {axis["code"] for axis in told["axes"] if not toward or toward in axis["directions"]}
        moved = [difference for axis, difference in found[1].items() if axis in leading]
        if not moved:
            return "not_measured"
        # An instrument with a score over all its axes may say how small a mean difference does not count.
        small = 0 if told["scoring"]["overall"] == "none" else Fraction(told["meaning"]["step"]) * 100 * len(moved)
        total = sum(moved)
        if total > 0 and total >= small:
            return "progress"
        return "step_back" if total < 0 and -total >= small else "none"

    # What a convention counts

    def touching(self, first: str, last: str) -> list[Row]:
        """Trajectories under way on a day of the period."""
        return [
            one for one in self.trajectories if one["starts_on"] <= last and (one["ended_on"] or one["until"]) >= first
        ]

    def proposed(self, trajectory: Row) -> str:
        """The nearest to a paid job of what is recorded by its last day."""
        day, mine = trajectory["ended_on"], trajectory["id"]
        ends = [one for one in self.endings if one["piis_id"] == trajectory["piis_id"] and one["effective_on"] <= day]
        words = {one["outcome"] for one in ends} | {one["reason"] for one in ends}
        done = [
            self.modules[one["module_id"]]
            for one in self.parts
            if one["trajectory_id"] == mine and one["presence"] in ("followed", "partly")
        ]
        done += [one for one in self.actions if one["trajectory_id"] == mine and one["state"] == "done"]
        side = "worker" if self.differences(trajectory, "worker", day) else "person"
        shown = {
            "job": bool(words & {"job", "employment"}),
            "path": "path" in words or any(one["counts"] == "professional" for one in done),
            "volunteering": "volunteering" in words
            or any(one["activity"] in ("volunteering", "community_service") for one in done),
            "autonomy": self.direction(trajectory, side, day, "autonomy") == "progress",
        }
        return next((one for one in NEAREST_TO_A_JOB_FIRST if shown[one]), "")

    def convention(self, first: str, last: str) -> dict[str, Any]:
        """Every number of the page, as the social service rated."""
        all_of_them = self.touching(first, last)
        framed = [one for one in all_of_them if one["piis_id"]]
        replaced = {one["corrects_id"] for one in self.bilans if one["state"] == "finished"}
        bilans = [one for one in self.bilans if one["state"] == "finished" and one["id"] not in replaced]
        return {
            "all": len(all_of_them),
            "framed": len(framed),
            "people": len({one["person_id"] for one in framed}),
            "bilans": len({one["person_id"] for one in bilans if first <= one["held_on"] <= last}),
            "directions": {
                aim: Counter(self.direction(one, "worker", last, toward) for one in framed)
                for aim, toward in {"": "", **AIMS}.items()
            },
            "results": Counter(one["result"] for one in framed if one["ended_on"] and first <= one["ended_on"] <= last),
        }

    # Figures

    def figures(self, first: str, last: str) -> dict[str, Any]:
        """Projects in force on the last day; concluded, evaluated and ended in the period."""
        ended = {one["piis_id"]: one["effective_on"] for one in self.endings}
        signed = {
            project["id"]: max(
                (one["signed_on"] for one in self.signatures if self._version(one)["piis_id"] == project["id"]),
                default="",
            )
            for project in self.projects
        }
        held = [one for one in self.evaluations if one["state"] == "held" and first <= one["held_on"] <= last]
        over = [one for one in self.endings if first <= one["effective_on"] <= last]
        return {
            "in_force": sum(
                bool(one["decided_on"]) and one["decided_on"] <= last and one["since"] <= last
                and ended.get(one["id"], last) >= last and (one["until"] or last) >= last
                for one in self.projects
            ),
            "concluded": sum(first <= day <= last for day in signed.values()),
            "in_person": sum(one["in_person"] for one in held),
            "evaluations": len(held),
            "outcomes": Counter(one["outcome"] for one in over),
            "reasons": Counter(one["reason"] for one in over),
        }  # fmt: skip

    def _version(self, signature: Row) -> Row:
        return next(one for one in self.versions if one["id"] == signature["version_id"])
