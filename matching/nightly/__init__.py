"""The national matching as it runs every night, and what keeps it right in between (docs/decisions/0008).

`snapshot` is a night's picture of the vacancies in mapped files, `picture` that with what moved since on top (`current`
keeps one a process), `rows` and `packing` what is stored of a person's results, `ranges` one stretch of people claimed
and written, `swapping` results put in whole, `night` the run from start to end.
"""
