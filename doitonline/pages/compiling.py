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


class PageCode(CodeGenerator):
    """Writes what is markup already, a macro's result above all, without escaping it again."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in ALWAYS_MARKUP:
            self.write("(")
        elif isinstance(node, nodes.Call):
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


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

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own names, which a plain dict can copy fast."""
        return super().make_globals(d) if d else self.globals
