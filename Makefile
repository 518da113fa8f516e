# make run    start Hengji on http://127.0.0.1:8000
# make test   everything that must hold: style, types, imports, tests, browser tests
PROCESSES ?= 2
# Compiled once: otherwise each of the many processes of a site and of its tests does it anew.
export PYTHONDONTWRITEBYTECODE =
REQUIREMENTS = $(addprefix requirements/,build.txt run.txt web.txt test.txt)

.PHONY: setup run test lint types imports unit e2e soak browser format bench clean
setup: .venv/.installed

.venv/.installed: $(REQUIREMENTS) pyproject.toml scripts/setup.sh
	@echo "Installing into .venv (first time: a few minutes) ..."
	@scripts/setup.sh

run: setup
	@.venv/bin/hengji run

test: lint types imports unit e2e

lint: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/djlint src --lint --quiet

types: setup
	.venv/bin/mypy

imports: setup
	.venv/bin/lint-imports

# The tests bring their own PostgreSQL; DATABASE_URL names another one that may be filled.
unit: setup
	.venv/bin/pytest -n $(PROCESSES) -m "not e2e and not soak"

e2e: setup browser
	.venv/bin/pytest -n $(PROCESSES) -m e2e tests/e2e

# Long series of invented examples, whole notices as PDF, very large files: half an hour or more.
soak: setup
	HYPOTHESIS_PROFILE=soak nice .venv/bin/pytest -n $(PROCESSES) -m "soak or hypothesis"

browser: setup
	@scripts/browser.sh

format: setup
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

bench: .venv-bench/.installed
	@set -e; for file in benchmarks/bench_*.py; do \
	    echo "== $$file"; PYTHONPATH=.:src .venv-bench/bin/python "$$file"; done

.venv-bench/.installed: requirements/run.txt requirements/bench.txt | setup
	.venv/bin/python -m venv --clear .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements/run.txt
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	touch $@

# Everything that was installed or computed; the data in .data stay.
clean:
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
