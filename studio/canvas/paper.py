"""What the view shows: the page, seen through the little that the view needs of it."""

from __future__ import annotations

from typing import Any, Protocol

from engines.ink.types import Ink, Stroke
from studio.placed import PlacedPicture


class PageLike(Protocol):
    """What the view reads of a page (studio.page.Page)."""

    strokeAdded: Any
    rebuilt: Any
    currentChanged: Any

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """All strokes, from below to above."""
        ...

    @property
    def pictures(self) -> tuple[PlacedPicture, ...]:
        """The pictures beneath the ink, from below to above."""
        ...

    def image(self, image: str) -> bytes | None:
        """A picture's PNG file by its digest; None where it was lost."""
        ...

    @property
    def characters(self) -> tuple[Ink, ...]:
        """Every character on the page."""
        ...

    @property
    def current(self) -> Ink:
        """The character being written."""
        ...

    @property
    def opening(self) -> bool:
        """Whether what an earlier session drew is still to come."""
        ...

    def now(self) -> float:
        """Seconds of the page's clock."""
        ...
