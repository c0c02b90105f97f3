"""The writes of applying: from the first application to the placement. One module a noun."""
