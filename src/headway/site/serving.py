"""How gunicorn serves the web, alike on one's own machine and in a container; its settings by its own names."""

import os

MOST_PROCESSES = 4

worker_class = "gthread"
# One a processor, since Python runs on one at a time.
workers = min(MOST_PROCESSES, os.cpu_count() or 1)
# More threads would only share the processor.
threads = 2
# Not many, so that one process does not take what another could answer sooner, and more than browsers hold open without
# asking anything.
worker_connections = 32
keepalive = 0
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = True
