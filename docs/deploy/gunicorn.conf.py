"""gunicorn for intake and desk: sync workers (threads make the slowest pages slower), and no access log, which would hold addresses."""

bind = "127.0.0.1:8000"
workers = 3
preload_app = False  # each worker opens its own database connections
timeout = 30
accesslog = None
errorlog = "-"
