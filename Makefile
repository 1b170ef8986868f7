# `make run` and `make test` need Python 3.11 or newer with its venv module, and nothing else.
# docs/running.md says what they do.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$python; break; }; done)
VENV := .venv/bin/python
PIP := $(VENV) -m pip --disable-pip-version-check --no-input install --quiet --require-hashes
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
TESTS ?=
PROCESSES ?= --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder
CHECKS ?=
FRESH ?=
UPGRADE ?=

.PHONY: help setup setup-dev run test check format messages models fresh pins clean
.DELETE_ON_ERROR:

help:
	@echo "make run     set everything up, then serve Co-Lab with a demonstration community"
	@echo "make test    set everything up, then run the tests   (TESTS=events for a part, PROCESSES= for a single process)"
	@echo "make check   set everything up, then check all that needs no test   (CHECKS=\"lint words\" for some)"
	@echo "make setup   only set everything up, for python manage.py ..."
	@echo "make format  bring Python and templates into the form that make check asks for"
	@echo "make messages  bring the catalogues of locale/ up to date (docs/languages.md)"
	@echo "make models  write docs/models.md anew from the models"
	@echo "make fresh   put the data of make run aside, so that it begins anew   (FRESH=yes does not ask)"
	@echo "make pins    write the pinned requirement files anew   (UPGRADE=django, UPGRADE=all)"
	@echo "make clean   remove what the others made: the environment, the data, caches"

setup: .venv/runtime $(CATALOGUES)
setup-dev: .venv/development $(CATALOGUES)

run: setup
	@$(VENV) manage.py run --demo

test: setup-dev
	@$(VENV) -m pytest $(PROCESSES) $(TESTS)

check: setup-dev
	@.ci/check $(CHECKS)

format: setup-dev
	$(VENV) -m ruff format --quiet .
	$(VENV) -m ruff check --quiet --fix .
	git ls-files -z 'templates/*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2

messages: setup-dev
	$(VENV) .ci/words.py --update

models: setup-dev
	$(VENV) manage.py models

fresh: setup
	@FRESH=$(FRESH) $(VENV) -m devserver.fresh

pins: setup-dev
	.ci/pins $(patsubst %,--upgrade-package %,$(filter-out all,$(UPGRADE))) $(if $(filter all,$(UPGRADE)),--upgrade)

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Co-Lab needs Python 3.11 or newer with its venv module."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/pip
	$(PIP) -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt requirements.txt | .venv/bin/pip
	$(PIP) -r requirements-dev.txt
	@touch .venv/runtime $@

%.mo: %.po | .venv/runtime
	$(VENV) -m babel.messages.frontend --quiet compile \
		--locale $(word 2,$(subst /, ,$@)) --input-file $< --output-file $@

clean:
	for link in var/embedded*/servers; do test ! -L "$$link" || rm -rf "$$(readlink "$$link")"; done
	rm -rf .venv var htmlcov .coverage .pytest_cache .ruff_cache .mypy_cache .hypothesis
	rm -f locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
