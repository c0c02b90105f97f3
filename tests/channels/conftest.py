from tests.accounts.conftest import committed_at_once, outbox

__all__ = ["committed_at_once", "outbox"]
