"""How anything here says that it cannot go on, or that a piece of data is at fault."""

from __future__ import annotations

from dataclasses import asdict, dataclass


class PlannerError(Exception):
    """A request that cannot be carried out.

    `message` says what is wrong, `remedy` what the person can do about it; both are whole sentences.
    Each door (page, route, command) catches this class in one place and shows both.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in data, with its address; everything beside it that is valid is kept."""

    message: str
    remedy: str
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        return asdict(self)

    @property
    def address(self) -> str:
        """Where it is, as a person would look it up: 'assets.xlsx, Sheet1, C7'."""
        return ", ".join(part for part in (self.file, self.sheet, self.cell) if part)
