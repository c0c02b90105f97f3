"""What the matching engine is measured beside: the same people and vacancies as tables of Postgres, and the best
statements found over them. `copying` and `tables` fill, `forward` and `reverse` ask."""
