"""A description in YAML: read with the line of each value, and with nothing YAML can do besides."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from jalon.domain.instruments.definition.model import Definition
from jalon.domain.instruments.definition.problems import InstrumentRefused, Path, Problem, dotted
from jalon.domain.instruments.definition.reading import read

HEAVIEST = 2**20  # bytes
DEEPEST = 12


def read_yaml(content: bytes, source: str = "") -> Definition:
    """The instrument a YAML file describes. Raises `InstrumentRefused`: file, line, place and how to mend."""
    if len(content) > HEAVIEST:
        raise InstrumentRefused([Problem("", _("Ce fichier est trop lourd."), _("Un mégaoctet au plus."))], source)
    tree = _Tree()
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        data = tree.value(root, ()) if root else None
    except UnicodeDecodeError:
        problem = Problem("", _("Ce fichier n’est pas un texte en UTF-8."), _("Enregistrez-le de nouveau en UTF-8."))
        raise InstrumentRefused([problem], source) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InstrumentRefused([Problem(_line(mark), _("Ce n’est pas du YAML correct."))], source) from None
    if tree.problems:
        raise InstrumentRefused(tree.problems, source)
    return read(data, tree.where, source)


class _Tree:
    """Plain values out of YAML's nodes, and the line each stood on."""

    def __init__(self) -> None:
        self.lines: dict[Path, Any] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        """The value of a node; an alias, which can grow without end, is refused."""
        self.lines[path] = node.start_mark
        if id(node) in self.seen or len(path) > DEEPEST:
            self._tell(node, path, _("Un renvoi (« * ») n’est pas accepté."), _("Écrivez le texte à sa place."))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one, (*path, place)) for place, one in enumerate(node.value)]
        return yaml.SafeLoader("").construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self._tell(key, (*path, name), _("Ce mot est là deux fois."), _("Gardez-en un."))
            found[name] = self.value(value, (*path, name))
        return found

    def _tell(self, node: yaml.Node, path: Path, what: str, how: str) -> None:
        self.problems.append(Problem(f"{_line(node.start_mark)}, {dotted(path)}", what, how))

    def where(self, path: Path) -> str:
        """« ligne 12, axes[1].name », by the nearest place that is there."""
        near = path
        while near and near not in self.lines:
            near = near[:-1]
        return ", ".join(part for part in (_line(self.lines.get(near)), dotted(path)) if part)


def _line(mark: Any) -> str:
    return _("ligne %(n)s") % {"n": mark.line + 1} if mark else ""
