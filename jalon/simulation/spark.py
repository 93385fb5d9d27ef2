"""The same count on more than one machine: Apache Spark hands out paths, never rows.

Each task opens its own file and runs the same compiled functions; what comes back are counts. So every worker must see
the files under the same path, have Jalon and its `simulation` extra installed, and needs no other set-up.
"""

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jalon.law.errors import Refused
from jalon.simulation.counting import Advance, Counts
from jalon.simulation.files import Question, named

ROOT = Path(__file__).resolve().parents[2]
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


def count_on_spark(
    files: Sequence[Path], asked: Question, *, master: str, advance: Advance = lambda done, whole: None
) -> Counts:
    """A task a file. The first file that is wrong, by name, is the one that is said."""
    paths = [str(file.resolve()) for file in files]
    for file in files:
        asked.table(file)  # what is wrong at once is said at once
    asked = asked.over(files)
    context = _context(master)
    try:
        tasks = context.parallelize(paths, len(paths)).map(lambda path: _task(path, paths, asked))
        made = _followed(context, tasks, len(paths), advance)
    finally:
        context.stop()
    found = Counts()
    for one in made:
        if isinstance(one, Refused):
            raise one
        found.add(one)
    return found


def _task(path: str, paths: Sequence[str], asked: Question) -> Counts | Refused:
    """Runs on a worker. What is wrong in the file comes back as it is, since Spark would bury it in its own."""
    file, files = Path(path), [Path(one) for one in paths]
    try:
        return named(file, files, lambda: asked.ask(file))
    except Refused as error:
        return error


def _context(master: str) -> Any:
    from pyspark import SparkConf, SparkContext

    # Workers that start from here run this Python and this code.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    conf = SparkConf().setMaster(master).setAppName("jalon simulate").setAll(list(_QUIET.items()))
    return SparkContext(conf=conf.set("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"]))


def _followed(context: Any, tasks: Any, whole: int, advance: Advance) -> list[Counts | Refused]:
    """What the tasks give, in the order of the files; `advance` is told how many are done."""
    with ThreadPoolExecutor(1) as aside:
        waiting = aside.submit(tasks.collect)
        while not waiting.done():
            time.sleep(0.1)
            stages = [context.statusTracker().getStageInfo(one) for one in context.statusTracker().getActiveStageIds()]
            advance(sum(one.numCompletedTasks for one in stages if one), whole)
        advance(whole, whole)
        return list(waiting.result())
