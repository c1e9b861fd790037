"""The templates' grammar: Jinja, with mappings written as the design system's examples write them.

Two differences, both inside ``{ }``:

- a bare name before a colon is that name (``{text: "Continue"}``), not a variable's value; write
  ``{(name): …}`` for that;
- a literal after ``html:`` (or a key that ends in ``Html``) is markup, because whoever wrote the
  template wrote it. Anything joined to it with ``+`` or ``~`` is still escaped.

And one in what a dot means: ``params.items`` of a dict is its entry ``items`` when it has one,
before the method.
"""

from typing import Any

from jinja2 import nodes
from jinja2.parser import Parser

from doitonline.pages.compiling import CompiledOnce


class ExampleParser(Parser):
    """Reads a mapping in the form of the design system's own examples."""

    def parse_dict(self) -> nodes.Dict:
        """A mapping; the superclass's rule but for its keys and its literals of markup."""
        token = self.stream.expect("lbrace")
        pairs: list[nodes.Pair] = []
        while self.stream.current.type != "rbrace":
            if pairs:
                self.stream.expect("comma")
                if self.stream.current.type == "rbrace":
                    break
            key = self._parse_key()
            self.stream.expect("colon")
            pairs.append(
                nodes.Pair(key, _as_markup(key, self.parse_expression()), lineno=key.lineno)
            )
        self.stream.expect("rbrace")
        return nodes.Dict(pairs, lineno=token.lineno)

    def _parse_key(self) -> nodes.Expr:
        current, following = self.stream.current, self.stream.look()
        if current.type == "name" and following.type == "colon":
            next(self.stream)
            return nodes.Const(current.value, lineno=current.lineno)
        return self.parse_expression()


def _as_markup(key: nodes.Expr, value: nodes.Expr) -> nodes.Expr:
    """`value` with its literals marked as safe, where `key` asks for markup."""
    if not (isinstance(key, nodes.Const) and isinstance(key.value, str)):
        return value
    if key.value == "html" or key.value.endswith("Html"):
        return _literals_as_markup(value)
    return value


def _literals_as_markup(value: nodes.Expr) -> nodes.Expr:
    if isinstance(value, nodes.Const) and isinstance(value.value, str):
        return nodes.MarkSafe(value, lineno=value.lineno)
    if isinstance(value, nodes.Add):
        return nodes.Add(
            _literals_as_markup(value.left), _literals_as_markup(value.right), lineno=value.lineno
        )
    if isinstance(value, nodes.CondExpr):
        otherwise = _literals_as_markup(value.expr2) if value.expr2 else None
        return nodes.CondExpr(
            value.test, _literals_as_markup(value.expr1), otherwise, lineno=value.lineno
        )
    if isinstance(value, nodes.Concat):
        return nodes.Concat(
            [_literals_as_markup(part) for part in value.nodes], lineno=value.lineno
        )
    return value


class PagesEnvironment(CompiledOnce):
    """Jinja with this grammar."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return ExampleParser(self, source, name, filename).parse()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``; for a dict its entry comes before its method."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)
