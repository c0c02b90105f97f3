"""Finding vacancies: the flat row (`facts`, `words`, `indexing`), what was asked (`criteria`, `understanding`), the
counts (`facets`)."""
