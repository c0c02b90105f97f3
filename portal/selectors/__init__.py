"""Reads that join several rooms' rows for the pages of the portal."""

from portal.selectors import counsellor, front, ministry

__all__ = ["counsellor", "front", "ministry"]
