"""What people judged, by the rules of docs/judging.md: keys, codes and grades, never a word of an advertisement."""
