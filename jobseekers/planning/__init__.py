"""One plan written by several: what a field says, whose change wins, what a version holds, how it reads."""
