.PHONY: setup
setup: .venv/.installed

.venv/.installed: requirements/run.txt requirements/test.txt
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements/run.txt
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements/test.txt
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e . || .venv/bin/python -m pip install --quiet --no-deps -e .
	touch $@
