"""The made-up population of the centres, called from `portal.population`."""
