"""How the `jalon` command speaks: sentences, steps, progress bars, and refusals with a way out."""

import contextlib
import time
from collections.abc import Callable, Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

# Called with (done, total) as often as one likes.
Advance = Callable[[int, int], None]


class Refusal(click.ClickException):
    """The command stops: what happened, why, and what to do about it. Exit status 1."""

    def __init__(self, what: str, why: str = "", what_to_do: str = "") -> None:
        super().__init__(" ".join(part for part in (what, why, what_to_do) if part))
        self.what, self.why, self.what_to_do = what, why, what_to_do

    def show(self, file: object = None) -> None:
        """Three lines on the error stream."""
        err.print(self.what, style="bold red", markup=False)
        for text in (self.why, self.what_to_do):
            if text:
                err.print(text, markup=False)


def say(text: str) -> None:
    """One plain sentence."""
    out.print(text, markup=False)


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Name what is being done, then how long it took."""
    begun = time.monotonic()
    with out.status(what):
        yield
    out.print(f"[green]✓[/] {what} [dim]{time.monotonic() - begun:.1f} s[/]")


@contextlib.contextmanager
def bar(what: str, total: int | None = None) -> Iterator[Advance]:
    """A progress bar; the value is a function to call with (done, total)."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    begun = time.monotonic()
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)
    out.print(f"[green]✓[/] {what} [dim]{time.monotonic() - begun:.1f} s[/]")
