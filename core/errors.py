"""The one exception by which a rule refuses an act, with a message fit for the person who tried."""


class RuleBroken(Exception):
    """A rule of the service forbids the act.

    `str(exc)` is shown to the person, in their language, and says how to mend it. `field` names the form field
    it belongs to, if any, so that a view can show the message there.
    """

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
