"""PostgreSQL and Valkey from Python packages: started, adopted and stopped by this project, with no system service.

Plain Python: nothing here imports Django, because these servers must stand before settings can be read.
"""

from pes_platform.embedded.services import Services, StartFailed, alive, running, start, stop

__all__ = ["Services", "StartFailed", "alive", "running", "start", "stop"]
