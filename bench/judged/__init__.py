"""What was judged by hand (docs/judging.md): keys, codes and grades, never a word of an advertisement."""

PUBLIC = "public_service_vacancies"  # the file's name, and the source under which it is imported


def key_of(source: str, key: str) -> str:
    """One name for an advertisement of either file: the public service's are numbered from 0."""
    return f"{PUBLIC}:{key}" if source == PUBLIC else key
