import http.client
import os
import socket
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from devserver import embedded, serving
from devserver.embedded import defaults
from devserver.runner import Program, Runner, read_procfile

# Celery's warning about root, who may well run a demonstration.
QUIET = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}


class Command(BaseCommand):
    help = "Serves Co-Lab on this machine: web, worker and schedule together, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="build the demonstration community first")
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
        )
        parser.add_argument(
            "--port", type=int, default=os.environ.get("PORT"), help="default: $PORT, else 8000 or a free one"
        )
        parser.add_argument(
            "--debug",
            action="store_true",
            help="show errors, static files as they are in the checkout, and the debug toolbar if installed",
        )

    def handle(self, *args, demo, host, port, debug, **options):
        os.environ["DEBUG"] = str(int(debug))
        if debug:
            os.environ.setdefault("DEBUG_TOOLBAR", "1")
            os.environ["WEB_CONCURRENCY"] = "1"  # the toolbar keeps its panels in the process that made them
        listening = _listen(host, port)
        site = _site_url(listening)
        os.environ["SITE_URL"] = site
        account, warning = serving.account()
        if warning:
            self._say(warning)
        serving.hand_over(account, settings.BASE_DIR / "var")
        with listening, Runner(self._say, popen=account.popen) as runner:
            succeeded = self._prepare(runner, demo) and self._serve(runner, listening, site, demo)
            ended = runner.ending
        embedded.release()
        if not (succeeded or ended):
            raise CommandError("Co-Lab could not start; the lines above say why.")
        self._say("Co-Lab has ended.")

    def _prepare(self, runner, with_demo):
        for command in ("migrate --verbosity 0", "collectstatic --noinput --verbosity 0"):
            self._say(f"manage.py {command} …")
            if not runner.complete(_manage(command)):
                return False
        if with_demo:
            self._say("manage.py demo …")
            runner.complete(_manage("demo"))  # it reports its own errors; existing data is served anyway
        return not runner.ending

    def _serve(self, runner, listening, site, with_demo):
        programs = read_procfile(settings.BASE_DIR / "Procfile")
        web = programs.pop("web")
        web.descriptors = (listening.fileno(),)
        web.environment = {"GUNICORN_CMD_ARGS": f"--bind fd://{listening.fileno()}"}
        if not runner.start(web, ready=lambda: _is_healthy(listening, site)):
            return False
        for program in programs.values():
            program.environment = QUIET
            runner.start(program)
        self._announce(site, with_demo)
        runner.watch()
        return True

    def _announce(self, site, with_demo):
        self._say(f"\nCo-Lab runs at {site}/ (version {settings.VERSION})")
        if with_demo:
            call_command("demo", accounts=True, stdout=self.stdout)
        lines = []
        if not settings.EMAIL_HOST:
            lines += ["", f"Mail goes to {settings.POSTBOX_DIR}/*.eml and can be read at {site}/postbox/"]
        self._say("\n".join([*lines, "", "Ctrl-C ends it."]))

    def _say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()


def _manage(command):
    return Program("manage.py", f"exec {sys.executable} manage.py {command}")


def _listen(host, port):
    """Return a listening socket, opened here so that no other program takes its port meanwhile."""
    for candidate in [port] if port else [8000, 0]:
        try:
            return socket.create_server((host, candidate), backlog=512)
        except OSError as problem:
            reason = problem
    raise CommandError(f"Port {port} cannot be had: {reason.strerror}.")


def _site_url(listening):
    if settings.SITE_URL == defaults.SITE_URL:
        return f"http://localhost:{listening.getsockname()[1]}"
    return settings.SITE_URL


def _is_healthy(listening, site):
    host, port = listening.getsockname()[:2]
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(site).netloc})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
