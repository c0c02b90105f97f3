"""What the occupation coder learns from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One dictionary entry: a title, other names of it, and what the work is, under one occupation code."""

    code: str
    title: str
    synonyms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    description: str = ""
    source: str = ""  # entries of one source are held out together
