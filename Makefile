# make run        the portal on this machine: web server and worker, with demo data when the database is new (DEMO=0: empty)
# make install    what the portal needs to run, in .venv (docs/operating.md)
# make test       every test of an ordinary change, some 16 minutes on two cores with both databases
# make test-all   the long ones too: every page × language × scheme × width in a real browser, long fuzzing
# make bench      the load figures of docs/benchmarks.md
# make translations  takes new strings of the code into the catalogues
# make access-table  writes docs/access.md and docs/limits.md anew
# make lint       style, types and the house's import rules

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --no-input --quiet
PYTEST := $(VENV)/bin/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder
# A stamp is named after the pins it was made from: changed pins install again, the same pins cost nothing.
RUNTIME := $(VENV)/runtime-$(shell cksum < requirements.txt | tr ' ' '-')
TESTING := $(VENV)/testing-$(shell cat requirements.txt tests/requirements.txt 2>/dev/null | cksum | tr ' ' '-')
POSTGRES_ANSWERS = $(VENV)/bin/python tests/postgres.py

export DEMO PORT

.PHONY: install run test test-all bench lint translations access-table requirements checker

install: $(RUNTIME)

run: $(RUNTIME)
	@exec $(VENV)/bin/python -m flask --app wsgi operations run

test: $(TESTING)
	$(PYTEST) -m "not long"
	@if $(POSTGRES_ANSWERS); then PORTAL_TEST_DATABASE=postgresql $(PYTEST) -m "database and not long and not browser and not page"; \
	else test -z "$(CI)"; fi

test-all: $(TESTING) checker
	$(PYTEST)
	@if $(POSTGRES_ANSWERS); then PORTAL_TEST_DATABASE=postgresql $(PYTEST) -m "database and not browser"; \
	else test -z "$(CI)"; fi

bench: $(TESTING)
	$(VENV)/bin/python -m bench

lint: $(TESTING)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

translations: $(TESTING)
	$(VENV)/bin/pybabel --quiet extract -F translations/babel.cfg -k _l -k lazy_gettext -k _ln:1,2 -k lazy_ngettext:1,2 -c NOTE: --sort-by-file --width=120 \
	    --project="Electoral Partnership Portal" -o translations/messages.pot .
	@sed -i '/^"POT-Creation-Date/d' translations/messages.pot
	$(VENV)/bin/pybabel --quiet update --ignore-pot-creation-date -i translations/messages.pot -d translations --no-fuzzy-matching --ignore-obsolete --width=120

# docs/access.md and docs/limits.md, from the code.
access-table: $(TESTING)
	$(VENV)/bin/python -m tests.house.access_table > docs/access.md
	$(VENV)/bin/flask --app wsgi operations limits > docs/limits.md

requirements: $(TESTING)
	$(VENV)/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --custom-compile-command "make requirements" requirements.in -o requirements.txt
	cd tests && ../$(VENV)/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --custom-compile-command "make requirements" requirements.in -o requirements.txt

# The Nu HTML checker of `make test-all`; without npm or Java its tests are skipped and say so.
checker: $(VENV)/bin/python
	@if command -v npm > /dev/null && test ! -e $(VENV)/checker/node_modules/vnu-jar; then \
	npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix $(VENV)/checker vnu-jar@26.9.27; fi

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	@rm -f $(VENV)/runtime-*; touch $@

$(TESTING): $(RUNTIME)
	$(PIP) install --require-hashes -r requirements.txt -r tests/requirements.txt
	@rm -f $(VENV)/testing-*; touch $@
