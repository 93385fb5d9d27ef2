"""YAML from outside, read with the line of each entry: no tag, no alias, no key said twice."""

from typing import Any

import yaml
from yaml.constructor import ConstructorError

Found = list[tuple[int, str, dict[str, Any]]]


class Lines:
    """On which line each mapping begins, and each of its keys."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, dict[str, int], Any]] = {}

    def note(self, data: Any, line: int, keys: dict[str, int]) -> None:
        """A mapping, kept so that its identity stays its own."""
        self.known[id(data)] = (line, keys, data)

    def of(self, data: Any, key: str = "") -> int:
        """The line of a key of a mapping, or of the mapping; 0 when it is none that was read."""
        line, keys, _data = self.known.get(id(data), (0, {}, None))
        return keys.get(key, line)


class _Loader(yaml.SafeLoader):
    """Safe, in Python: the reader in C does not survive a text that is nested without end."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines, self.found = Lines(), Found()

    def compose_node(self, parent: Any, index: Any) -> Any:
        """As usual; an alias is refused, so that a small text stays a small thing."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise ConstructorError(None, None, "alias", mark)
        return super().compose_node(parent, index)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Any:
    data: dict[Any, Any] = {}
    keys: dict[str, int] = {}
    for key, _value in node.value:
        line = key.start_mark.line + 1
        if str(key.value) in keys:
            loader.found.append((line, "key_twice", {"names": str(key.value)}))
        keys[str(key.value)] = line
    loader.lines.note(data, node.start_mark.line + 1, keys)
    yield data
    data.update(loader.construct_mapping(node))


def _day(loader: _Loader, node: yaml.ScalarNode) -> Any:
    """A day, or the text of one that does not exist: the reader of days says so, with its line."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read_lined(content: bytes) -> tuple[Any, Lines, Found]:
    """The data, the lines of its entries, and what is wrong with the text itself: (line, code of the fault, values)."""
    try:
        text = content.decode("utf-8-sig")
        loader = _Loader(text)
    except (UnicodeDecodeError, yaml.YAMLError):
        return None, Lines(), [(0, "not_text", {})]
    try:
        return loader.get_single_data(), loader.lines, loader.found
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        code = "alias" if error.problem == "alias" else "broken"
        return None, Lines(), [(mark.line + 1 if mark else 0, code, {})]
    except (RecursionError, ValueError, TypeError):
        return None, Lines(), [(0, "broken", {})]
    finally:
        loader.dispose()
