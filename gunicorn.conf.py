"""What gunicorn reads by itself when it starts here; the Procfile has the rest."""

logger_class = "colab.logs.Gunicorn"
