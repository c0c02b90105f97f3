"""The national matching as it runs every night, and what keeps it right in between (docs/decisions/0008).

`snapshot` is a night's picture of the vacancies in mapped files, `picture` that with what moved since on top, of which
`current` keeps one a process; `packing` and `rows` are what is stored of a person; `ranges` is one stretch of people
claimed and written, `swapping` puts results in whole, `night` is the run from start to end. `moves` works out whom a
new or closed vacancy concerns, among the `crowd` of everybody.
"""
