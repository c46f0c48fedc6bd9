"""Libraries of programs, on this machine or on the web: entries pushed into them, and read back.

Nothing here knows a format: what is pushed comes as texts, and what is read back goes out as one.
"""

from typing import Final

__all__ = ["PROGRAMS"]

PROGRAMS: Final = ("zotero", "zotero-web", "jabref")
"""What can be pushed into."""
