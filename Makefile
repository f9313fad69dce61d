# The newsroom's workshop. It needs Python 3.11 with its venv module, and make; the rest is
# installed into .venv, again only when a requirements file has changed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
RUNTIME := .venv/.runtime-$(shell cksum < requirements.txt | tr ' ' '-')
TOOLS := .venv/.tools-$(shell cat requirements.txt requirements-dev.txt | cksum | tr ' ' '-')

.PHONY: help run install test prove bench guide lint types contract migrations check messages backup restore
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: $(RUNTIME)  ## the demo newsroom on http://localhost:8000 (PORT=8001 for another port)
	@$(PY) manage.py migrate --verbosity 0
	@[ "$$NEWSROOM_MODE" = production ] || $(PY) manage.py load_demo --verbosity 0
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@exec $(PY) -m newsroom.serve

backup: $(RUNTIME)  ## save database and photos; ARGS="--to DIR --keep 14 --verify"
	@$(PY) manage.py backup $(ARGS)

restore: $(RUNTIME)  ## FROM=a backup, into an empty place; ARGS=--verify only tries it
	@$(PY) manage.py restore $(FROM) $(ARGS)

install: $(TOOLS)  ## everything into .venv, the workshop's tools too

test: $(TOOLS)  ## all tests; ARGS="tests/start -k port" for some
	@$(PY) -m pytest -n 2 $(ARGS)

prove: $(TOOLS)  ## the long proofs; PROVE_SCALE=0.1 for a tenth of them
	@$(PY) -m pytest -m prove $(ARGS)

bench: $(TOOLS)  ## how fast it is, into docs/speed.md; needs wrk, and nginx to compare (docs/testing.md)
	@$(PY) -m tests.bench

guide: $(TOOLS)  ## take the guide's pictures anew (needs Chromium): docs/guide.md
	@GUIDE_PICTURES=1 $(PY) -m pytest tests/journeys/test_a_long_life.py \
		tests/journeys/test_roles_at_work.py $(ARGS)

lint: $(TOOLS)  ## style and order of the code
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(TOOLS)  ## types where shapes travel
	@$(PY) -m mypy

contract: $(TOOLS)  ## imports go down only
	@.venv/bin/lint-imports --no-logo

migrations: $(TOOLS)  ## no model has changed without its migration
	@$(PY) manage.py makemigrations --check --dry-run

check: lint types contract migrations  ## all of these four

messages: $(TOOLS)  ## gather the words to translate into locale/, and compile them (needs gettext)
	@$(PY) manage.py makemessages -l kk -l ru --add-location file --no-obsolete \
		--ignore .venv --ignore var --ignore tests
	@$(PY) manage.py makemessages -l kk -l ru --add-location file --no-obsolete -d djangojs \
		--ignore .venv --ignore var --ignore tests --ignore static/ckeditor
	@$(PY) manage.py compilemessages --ignore .venv --ignore var

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "The newsroom needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 1; }

$(RUNTIME): | $(PY)
	@echo "Installing the newsroom into .venv; later starts do without this."
	@$(INSTALL) -r requirements.txt
	@rm -f .venv/.runtime-* && touch $@

$(TOOLS): | $(PY)
	@echo "Installing the newsroom and its tools into .venv; later runs do without this."
	@$(INSTALL) -r requirements-dev.txt
	@rm -f .venv/.runtime-* .venv/.tools-* && touch $(RUNTIME) $@
