"""How Sphinx builds the documentation."""

from importlib.metadata import version as read_version
from typing import TYPE_CHECKING, Any

from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "arxiv2bib"
author = "arxiv2bib contributors"
copyright = "2026, arxiv2bib contributors"  # noqa: A001 - Sphinx wants this name
release = read_version("arxiv2bib-kit")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

nitpicky = True
# The build needs no network, so names of other projects are not looked up; every name of ours is, but type variables.
nitpick_ignore_regex = [("py:.*", r"(?!arxiv2bib\b).*"), ("py:.*", r"arxiv2bib\..*T")]

html_theme = "furo"
html_title = f"arxiv2bib {release}"
html_copy_source = False
html_show_sourcelink = False


# Any: docutils has no annotations.
def resolve_public_name(app: "Sphinx", env: "BuildEnvironment", node: Any, content: Any) -> Any:
    """Return a link to ``arxiv2bib.Name`` where an annotation says ``arxiv2bib.model.names.Name``."""
    target = node.get("reftarget", "")
    if node.get("refdomain") != "py" or not target.startswith("arxiv2bib."):
        return None
    public = f"arxiv2bib.{target.rpartition('.')[2]}"
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node["refdoc"], app.builder, node["reftype"], public, node, content)


def setup(app: "Sphinx") -> None:
    """Register the hook above, and RIS, which Pygments does not know."""
    app.add_lexer("ris", TextLexer)
    app.connect("missing-reference", resolve_public_name)
