"""Compiles templates so that writing a page does less: nothing here changes what a page says.

Three things cost most in a page of many small macros, by measurement (`bench/macros.py`): escaping
what is markup already, Jinja's search for the context that a macro might want, and copying the
environment's names through a chain of mappings.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from doitonline.pages.markup import ALWAYS_MARKUP

FOLDERS = ("govuk", "moj", "app")
"""What the names of our macros begin with."""


class PageCode(CodeGenerator):
    """Writes what is markup already, a macro's result above all, without escaping it again."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in ALWAYS_MARKUP:
            self.write("(")
        elif isinstance(node, nodes.Call):
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802
        """A macro of ours that is given literals only is called once: it says the same again."""
        key = settled(node)
        if key is not None:
            self.write(f"(environment.said.get({key!r}) or environment.say({key!r}, ")
        super().visit_Call(node, frame, forward_caller=forward_caller)
        if key is not None:
            self.write("))")


def settled(node: nodes.Call) -> str | None:
    """What stands for a call of one of our macros with literals only; None for any other."""
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    if not name.startswith(FOLDERS) or len(node.args) != 1 or node.kwargs:
        return None
    try:
        return f"{name} {node.args[0].as_const()!r}"
    except nodes.Impossible:
        return None


def written(value: Any) -> Markup:
    """`value` as it is written in a page."""
    return value if type(value) is Markup else escape(value)


class PageContext(Context):
    """Calls a macro straight away: none of ours asks for the context."""

    def call(self, obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call `obj` as a template does."""
        if type(obj) is Macro and not kwargs:
            return obj(*args)
        return super().call(obj, *args, **kwargs)


class CompiledOnce(Environment):
    """An environment with this compiler, whose templates have no names but its own."""

    code_generator_class = PageCode
    written = staticmethod(written)
    context_class = PageContext

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.said: dict[str, Any] = {}

    def say(self, key: str, markup: Any) -> Any:
        """Keeps what a macro said."""
        self.said[key] = markup
        return markup

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own names, which a plain dict can copy fast."""
        return super().make_globals(d) if d else self.globals
