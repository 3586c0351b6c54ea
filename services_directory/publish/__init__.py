"""Records to pages: one page a service, a right, a stage and a council, and every list of services.

    publish(directory, site_dir=Path("build/site"), shells_dir=Path("build/shells"))

Pages are rendered by Jinja2 straight into the shell that the MkDocs build writes. `python -m services_directory.publish`
does the same from the record files, reading only those that changed.

Nothing is imported before it is asked for: the web server wants only the headers from here, and no templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services_directory.publish.building import Published
    from services_directory.publish.whole import publish

__all__ = ["Published", "publish"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from services_directory.publish import whole

    return getattr(whole, name)
