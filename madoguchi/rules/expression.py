"""The condition language: names, literals, comparisons, `and or not`. No arithmetic, no calls, no floats, three-valued.

A condition is parsed once with `ast` and a whitelist, checked for types, and becomes a tree of small closures.
*Not known* is None and follows Kleene: one failing half of an `and` is enough, and asking more would be cruel.
"""

import ast
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from madoguchi.rules.words import Vocabulary, nearest


class Moment(NamedTuple):
    """A day, and the place in the log of what happened on it (-1: just a day). Two events of one day compare by place."""

    ordinal: int
    order: int = -1

    @property
    def day(self) -> dt.date:
        """The calendar day."""
        return dt.date.fromordinal(self.ordinal)


NEVER = Moment(dt.date.max.toordinal())
"""When something that never happened did: later than everything."""

Known = bool | int | str | Moment | frozenset[str]
Truth = bool | None


class View(Protocol):
    """What a condition looks at: the value of a name on a day, None where it is not known."""

    def get(self, name: str, /) -> Known | None:
        """The value of a name."""
        ...


Node = Callable[[View], Truth]


class Test:
    """A parsed condition. `names` are all names that it uses; `tree` is what was read, for engines that lay it out otherwise."""

    __test__ = False  # pytest: not a test class
    __slots__ = ("holds", "names", "text", "tree")

    def __init__(self, text: str, names: frozenset[str], holds: Node, tree: ast.expr) -> None:
        self.text, self.names, self.holds, self.tree = text, names, holds, tree

    def missing(self, view: View) -> tuple[str, ...]:
        """The names that nobody told, in the order of the alphabet."""
        return tuple(sorted(name for name in self.names if view.get(name) is None))


LONGEST = 1000
"""Characters of a condition. Real ones are shorter than 300; deep nesting is an attack on the parser."""

_RESERVED = re.compile(r"\b(for|from)\b")
"""Fields of events that Python takes for its own words."""


class _Unescape(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = node.id.removesuffix("_")
        return node


class Scope:
    """The names that a condition may use, with their types, and the words that they compare with."""

    def __init__(self, types: Mapping[str, str], words: Vocabulary) -> None:
        self.types, self.words = types, words

    def parse(self, text: str) -> Test:
        """Parse and check one condition; ValueError with a sentence if it is not one."""
        if len(text) > LONGEST:
            raise ValueError(f"a condition of {len(text)} characters is too long (at most {LONGEST}): split the rule")
        try:
            tree = _Unescape().visit(ast.parse(_RESERVED.sub(r"\1_", text), mode="eval")).body
        except (SyntaxError, RecursionError, MemoryError) as error:
            raise ValueError(f"cannot read the condition {text!r}: {error}") from error
        names: set[str] = set()
        holds = self._truth(tree, names, text)
        return Test(text, frozenset(names), holds, tree)

    def _truth(self, node: ast.expr, names: set[str], text: str) -> Node:
        match node:
            case ast.BoolOp(op=op, values=values):
                halves = tuple(self._truth(value, names, text) for value in values)
                return _all_of(halves) if isinstance(op, ast.And) else _any_of(halves)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _not(self._truth(operand, names, text))
            case ast.Name(id=name):
                if self._type(name, text) != "bool":
                    raise ValueError(f"{name!r} in {text!r} is a {self.types[name]}: compare it with something")
                names.add(name)
                return _named(name)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compare(left, op, right, names, text)
            case _:
                raise ValueError(f"{ast.unparse(node)!r} in {text!r} is not allowed: compare names, and join with and, or, not")

    def _type(self, name: str, text: str) -> str:
        if name not in self.types:
            raise ValueError(f"nothing is called {name!r} (in {text!r}): {nearest(name, self.types)}")
        return self.types[name]

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr, names: set[str], text: str) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            node = self._within(left, right, names, text)
            return _not(node) if isinstance(op, ast.NotIn) else node
        if isinstance(left, ast.Name) and left.id in self.types:
            name, other, mirrored = left.id, right, False
        elif isinstance(right, ast.Name) and right.id in self.types:
            name, other, mirrored = right.id, left, True
        else:
            raise ValueError(f"{text!r} compares no name that we know: {nearest(ast.unparse(left), self.types)}")
        type_ = self._type(name, text)
        names.add(name)
        if type_.endswith("*"):
            raise ValueError(f"{name!r} in {text!r} holds several words: write `word in {name}`")
        compare = _comparison(op, type_, text)
        if isinstance(other, ast.Name) and other.id in self.types:
            if self.types[other.id] != type_:
                raise ValueError(f"{text!r} compares a {type_} with a {self.types[other.id]}")
            names.add(other.id)
            first, second = (other.id, name) if mirrored else (name, other.id)
            return _two_names(compare, first, second)
        literal = self._literal(other, type_, text)
        return _name_first(compare, name, literal) if not mirrored else _literal_first(compare, literal, name)

    def _within(self, left: ast.expr, right: ast.expr, names: set[str], text: str) -> Node:
        if isinstance(right, ast.Name) and right.id in self.types:
            type_ = self._type(right.id, text)
            if not type_.endswith("*"):
                raise ValueError(f"{right.id!r} in {text!r} holds one {type_}, not several: write ==")
            names.add(right.id)
            word = self._literal(left, type_.removesuffix("*"), text)
            return _has(right.id, str(word))
        if not isinstance(left, ast.Name):
            raise ValueError(f"{text!r}: write a name on the left of `in`")
        type_ = self._type(left.id, text).removesuffix("*")
        names.add(left.id)
        return _one_of(left.id, self._several(right, type_, text))

    def _several(self, node: ast.expr, type_: str, text: str) -> frozenset[Known]:
        if isinstance(node, ast.List):
            return frozenset(self._literal(item, type_, text) for item in node.elts)
        if isinstance(node, ast.Name) and node.id in self.words.groups:
            listed, words = self.words.groups[node.id]
            if listed != type_:
                raise ValueError(f"{node.id!r} in {text!r} is a group of {listed} words, not of {type_}")
            return frozenset(words)
        raise ValueError(f"after `in` ({text!r}) write a list such as [a, b] or one of the groups {sorted(self.words.groups)}")

    def _literal(self, node: ast.expr, type_: str, text: str) -> Known:
        value = node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else None
        if type_ == "bool" and value in ("true", "false"):
            return value == "true"
        if type_ == "int" and type(value) is int:
            return value
        if type_ == "date" and isinstance(value, str):
            try:
                return Moment(dt.date.fromisoformat(value).toordinal())
            except ValueError:
                pass
        elif isinstance(value, str) and (type_ == "text" or (type_ in self.words.lists and value in self.words.lists[type_])):
            return value
        hint = nearest(str(value), self.words.lists[type_]) if type_ in self.words.lists else f"write a {type_}"
        raise ValueError(f"{ast.unparse(node)!r} in {text!r} is not a {type_}; {hint}")


# ------------------------------------------------------------------ the small closures


def _all_of(halves: tuple[Node, ...]) -> Node:
    def node(view: View) -> Truth:
        known = True
        for half in halves:
            truth = half(view)
            if truth is False:
                return False
            if truth is None:
                known = False
        return True if known else None

    return node


def _any_of(halves: tuple[Node, ...]) -> Node:
    def node(view: View) -> Truth:
        known = True
        for half in halves:
            truth = half(view)
            if truth is True:
                return True
            if truth is None:
                known = False
        return False if known else None

    return node


def _not(inner: Node) -> Node:
    def node(view: View) -> Truth:
        truth = inner(view)
        return None if truth is None else not truth

    return node


def _named(name: str) -> Node:
    def node(view: View) -> Truth:
        value = view.get(name)
        return None if value is None else bool(value)

    return node


def _has(name: str, word: str) -> Node:
    def node(view: View) -> Truth:
        several = view.get(name)
        return None if several is None else word in several  # type: ignore[operator]

    return node


def _one_of(name: str, several: frozenset[Known]) -> Node:
    def node(view: View) -> Truth:
        value = view.get(name)
        if value is None:
            return None
        return bool(value & several) if isinstance(value, frozenset) else value in several

    return node


def _name_first(compare: Callable[[Known, Known], bool], name: str, literal: Known) -> Node:
    def node(view: View) -> Truth:
        value = view.get(name)
        return None if value is None else compare(value, literal)

    return node


def _literal_first(compare: Callable[[Known, Known], bool], literal: Known, name: str) -> Node:
    def node(view: View) -> Truth:
        value = view.get(name)
        return None if value is None else compare(literal, value)

    return node


def _two_names(compare: Callable[[Known, Known], bool], first: str, second: str) -> Node:
    def node(view: View) -> Truth:
        a, b = view.get(first), view.get(second)
        return None if a is None or b is None else compare(a, b)

    return node


def _as_days(a: Moment, b: Moment) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both as comparable pairs: by place in the log only if both happened in it."""
    return (a, b) if a.order >= 0 and b.order >= 0 else ((a.ordinal, 0), (b.ordinal, 0))


_PLAIN: dict[type[ast.cmpop], Callable[[Known, Known], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,  # type: ignore[operator]
    ast.LtE: lambda a, b: a <= b,  # type: ignore[operator]
    ast.Gt: lambda a, b: a > b,  # type: ignore[operator]
    ast.GtE: lambda a, b: a >= b,  # type: ignore[operator]
}


def _comparison(op: ast.cmpop, type_: str, text: str) -> Callable[[Known, Known], bool]:
    plain = _PLAIN.get(type(op))
    if plain is None or (type_ not in ("int", "date") and not isinstance(op, ast.Eq | ast.NotEq)):
        raise ValueError(f"{text!r}: a {type_} compares only with == and !=")
    if type_ != "date":
        return plain

    def on_days(a: Known, b: Known) -> bool:
        assert isinstance(a, Moment)
        assert isinstance(b, Moment)
        first, second = _as_days(a, b)
        return plain(first, second)  # type: ignore[arg-type]

    return on_days
