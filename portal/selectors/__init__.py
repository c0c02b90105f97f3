"""Reads that join several rooms' rows for the pages of the portal."""
