# Commands of Afterword. Each sets up what it needs; nothing but python3 (3.11 or later) and make is taken for granted.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
AS_DEPLOYED := ORIGIN=https://journal.example DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=only-for-these-checks-0123456789-abcdefghijklmnopqrstuvwxyz
READ_OUT := --verbosity=0 --add-location=file --no-obsolete --ignore=.venv --ignore=var --ignore=tests --ignore=benchmarks

.DEFAULT_GOAL := help
.PHONY: help run sample test check bench drill mutate messages format

help:  ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.runtime  ## Serve the journal on http://127.0.0.1:8000 (PORT, DATABASE_URL and the rest: docs/operations.md)
	@exec $(BIN)/python -m journal_site.serve

sample: $(VENV)/.runtime  ## Make an account with a full journal to look at; its password is printed once
	@$(BIN)/python -m journal_site.serve --prepare && $(BIN)/python manage.py sample

test: $(VENV)/.development  ## Run every test for which the parts are there: SQLite, PostgreSQL, Chromium (ARGS="-k vault")
	@$(BIN)/python -m tests.everything $(ARGS)

check: $(VENV)/.development  ## Format, lint, types, contracts, migrations, deploy checks
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@said=$$($(BIN)/lint-imports 2>&1) || { echo "$$said"; exit 1; }
	@$(AS_DEPLOYED) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(AS_DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.bench  ## Print how fast it is, as ratios against yardsticks measured in the same run
	@$(BIN)/python -m benchmarks $(ARGS)

drill: $(VENV)/.development  ## Kill the server at random moments while pages are saved (ten minutes; ARGS=5 for so many times)
	@$(BIN)/python -m tests.drill $(ARGS)

mutate: $(VENV)/.development  ## Break one guard at a time: the tests must notice every one (ten minutes; ARGS=idle for some)
	@$(BIN)/python -m tests.mutations $(ARGS)

messages: $(VENV)/.development  ## Read every string out of the source into locale/*/django.po, and compile those (needs gettext)
	@$(AS_DEPLOYED) $(BIN)/python manage.py makemessages $(READ_OUT) --all
	@$(BIN)/python -m tests.catalogues

format: $(VENV)/.development  ## Put the code into its form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Afterword needs Python 3.11 or later; $(PYTHON) is older. Name another one: make PYTHON=python3.12 run" >&2; exit 1; }
	@echo "Making a virtual environment"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python3 -m venv does not work here; on Debian and Ubuntu install python3-venv." >&2; exit 1; }

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installing packages (a minute, the first time)"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing packages and tools (a minute or two, the first time)"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@ $(VENV)/.runtime

$(VENV)/.bench: requirements-bench.txt | $(VENV)/.development
	@echo "Installing the typesetters the book is measured against"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement requirements-bench.txt
	@touch $@
