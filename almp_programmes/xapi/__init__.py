"""A tolerable part of xAPI 1.0.3 (docs/xapi.md says which)."""
