"""What Celery rings: each task is one line over a function that can be called without it."""
