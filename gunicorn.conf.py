"""One server configuration for the demo, the compose file and the benchmark (docs/decisions/0003)."""

import gc
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "2"))
keepalive = 15
timeout = 60
graceful_timeout = 10
preload_app = True
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
errorlog = "-"
accesslog = None  # the proxy in front keeps one; addresses and paths are personal data


def pre_fork(server, worker):
    gc.freeze()  # what is loaded before the fork stays shared, and no collection walks it again
