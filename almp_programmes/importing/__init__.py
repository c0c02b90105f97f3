"""Deliveries of outside course runs: read as a stream, told apart by their vintage, stored in a few statements."""

from almp_programmes.importing.running import import_courses

__all__ = ["import_courses"]
