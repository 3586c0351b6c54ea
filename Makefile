# Two commands: `make run` and `make test`. Both do all the set-up they need. `make help` lists the others.

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

SITE_SOURCES := mkdocs.yml $(shell find content services_directory site -type f -not -path '*/__pycache__/*')

.PHONY: help run test site booklets preview check bench demo lock look format clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/ready build/site/ready  ## set up, build the portal and serve everything on http://127.0.0.1:8000
	@$(PY) -m forms_backend run --port $(PORT)

test: $(VENV)/ready-for-tests build/site/ready  ## set up what tests need and run every test
	@sh tests/support/prepare_machine.sh
	$(PY) -m ruff check .
	$(PY) -m pytest -n 2 --dist loadgroup

site: $(VENV)/ready booklets  ## build the portal into build/site, with its booklets and forms on paper
	$(PY) -m forms_backend.letters
	$(PY) -m mkdocs build --strict --quiet
	@touch build/site/ready

booklets: $(VENV)/ready  ## make booklets, posters, cards and the forms on paper into build/printed; the next build of the site lists them
	@$(PY) -m services_directory.printed --today $$(TZ=Europe/London date +%F)
	@$(PY) -m forms_backend.paper --today $$(TZ=Europe/London date +%F)

preview: $(VENV)/ready  ## see words and records as you change them, on http://127.0.0.1:8001
	$(PY) -m mkdocs serve --strict --dev-addr 127.0.0.1:8001 --watch services_directory --watch site

check: $(VENV)/ready-for-tests  ## facts, words, spelling, reading age and links, as a report for editors
	$(PY) -m forms_backend.letters
	$(PY) -m mkdocs build --strict --quiet
	@touch build/site/ready
	$(PY) -m services_directory check --site build/site
	$(PY) -m pytest -q tests/content tests/site_built/test_links.py tests/site_built/test_spelling.py

bench: $(VENV)/ready-for-tests build/site/ready  ## speed, each as a ratio against its rival in the same run
	$(PY) -m tests.benchmarks

demo: $(VENV)/ready build/site/ready  ## fill the local database with invented cases, marked as such
	$(PY) -m forms_backend demo

lock: $(VENV)/ready  ## write requirements*.txt again from the short lists (developers)
	$(PY) -m pip install -q pip-tools
	$(PY) -m piptools compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements-test.txt requirements-test.in
	$(PY) -m piptools compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -c requirements-test.txt -o requirements.txt requirements.in

look:  ## compile the styles and scripts again (developers with Node; the results are committed)
	cd site/styles && npm ci && npm run look && rm -rf node_modules

format: $(VENV)/ready-for-tests  ## put the code in order
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

clean:  ## remove what was built (never the data in var/)
	rm -rf build $(VENV)

build/site/ready: $(SITE_SOURCES) | $(VENV)/ready
	@echo "Building the portal ..."
	@$(MAKE) --no-print-directory booklets
	@$(PY) -m forms_backend.letters
	@$(PY) -m mkdocs build --strict --quiet
	@touch $@

$(VENV)/ready: requirements.txt
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is missing: run  apt-get install python3 python3-venv"; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: run  apt-get install python3.11 python3.11-venv"; exit 1; }
	@python3 -c 'import ensurepip' 2>/dev/null || { echo "Python's venv module is missing: run  apt-get install python3-venv"; exit 1; }
	@echo "Setting up (once) ..."
	@test -x $(PY) || python3 -m venv $(VENV)
	@$(PY) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/ready-for-tests: requirements-test.txt $(VENV)/ready
	@$(PY) -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@
