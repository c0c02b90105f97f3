"""Text and codes: matching phrases in texts, ranking occupations for a title. No Django in here."""
