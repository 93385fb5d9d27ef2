"""Loads the centres one after the other, in two processes when there is much to do."""

import multiprocessing
import os
import queue
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from typing import Any

from jalon.command.console import Advance, Refusal
from jalon.command.demo.centre import Plan, fill
from jalon.command.demo.data import read

PROCESSES = 2
WORTH_A_PROCESS = 200  # files


def load(*, centres: int, files: int, on: date, progress: Advance, processes: int | None = None) -> None:
    """Load invented people as the operator; `on` is the day they live in. Raises `Refusal` when they are there.

    The users can sign in once everything is loaded, not before. More centres than the list has are invented.
    """
    from jalon.domain.accounts.models import User

    if User.objects.filter(is_demo=True).exists():
        raise Refusal(
            "The demonstration is already loaded.",
            "Invented people may sign in here.",
            "Use it as it is, or begin again with another working folder (JALON_VAR).",
        )
    plans = list(_plans(centres, files, on))
    if processes is None:
        processes = min(PROCESSES, os.cpu_count() or 1) if files >= WORTH_A_PROCESS else 1
    done = _in_processes(plans, processes, files, progress) if processes > 1 else _here(plans, files, progress)
    _lived_together(done, on)
    progress(files, files)


def _lived_together(emails: list[str], on: date) -> None:
    """What happens between the centres, and the doors. Cut short, it did not happen: the next start makes it anew.

    Files are taken up again where they stopped; a convention or a payment half made could not be.
    """
    from django.db import transaction

    from jalon.command.demo.clusters import form_a_cluster
    from jalon.command.demo.conventions import agree
    from jalon.command.demo.granting import share_a_programme
    from jalon.command.demo.justifying import justify
    from jalon.command.demo.own_space import give_cards
    from jalon.command.demo.payments import pay
    from jalon.command.demo.places import open_doors
    from jalon.command.demo.reporting import report
    from jalon.command.demo.spending import spend
    from jalon.command.demo.telling import tell_the_figures

    with transaction.atomic():
        open_doors(emails, on)
        give_cards(on)
        share_a_programme(on)
        agree(on)
        pay(on)
        spend(on)
        report(on)
        justify(on)
        form_a_cluster(on)
        tell_the_figures(on)


def _plans(centres: int, files: int, on: date) -> Iterator[Plan]:
    """Shares of the files by the size of the place, and where in the stories each centre begins."""
    known = read("places")
    places = [known[n % len(known)] for n in range(centres)]
    weight, first = sum(place["weight"] for place in places), 0
    for number in range(centres):
        last = round(files * sum(one["weight"] for one in places[: number + 1]) / weight)
        yield Plan(number=number, copy=number // len(known), files=last - first, first=first, whole=files, on=on)
        first = last


def _here(plans: list[Plan], files: int, progress: Advance) -> list[str]:
    emails, done = [], 0
    for plan in plans:
        emails += fill(plan, lambda more, before=done: progress(before + more, files))
        done += plan.files
    return emails


def _in_processes(plans: list[Plan], processes: int, files: int, progress: Advance) -> list[str]:
    """The largest first, so that no process is left alone with one at the end."""
    from django.db import connection

    connection.close()
    spawn = multiprocessing.get_context("spawn")
    with spawn.Manager() as manager:
        told, emails, done = manager.Queue(), [], {}
        order = sorted(plans, key=lambda plan: -plan.files)
        with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin, initargs=(told,)) as pool:
            waiting = {pool.submit(_fill_elsewhere, plan) for plan in order}
            while waiting:
                try:
                    number, count = told.get(timeout=0.2)
                    done[number] = count
                    progress(min(sum(done.values()), files), files)
                except queue.Empty:
                    ready = {one for one in waiting if one.done()}
                    emails += [email for one in as_completed(ready) for email in one.result()]
                    waiting -= ready
    return emails


_told: Any = None


def _begin(told: Any) -> None:
    """A process of its own: Django as the operator, on the same database."""
    global _told
    _told = told
    from jalon.command.environment import load_django

    load_django()


def _fill_elsewhere(plan: Plan) -> list[str]:
    return fill(plan, lambda count: _told.put((plan.number, count)))
