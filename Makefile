# Two commands: `make run` and `make test`. A machine needs Python 3.11 with pip, nothing else.
PYTHON ?= python3
ARGS ?=
VENV := .venv/bin

.PHONY: help run test bench bench-load bench-simulation lock fmt

help:
	@echo "make run    start Jalon on this machine and print the address (ARGS='--port 8001')"
	@echo "make test   every check and test, browser included"
	@echo "make bench  the promises of speed, as ratios measured in one run"
	@echo "make bench-load  the last ten minutes of February: 600 centres send their report at once"
	@echo "make bench-simulation  a population beside other engines, in .venv-bench (ARGS='--sizes 100000')"
	@echo "make lock   remake the two locks of requirements/"
	@echo "make fmt    format the code"

run:
	@$(PYTHON) requirements/install.py runtime
	@$(VENV)/jalon run $(ARGS)

test:
	@$(PYTHON) requirements/install.py dev
	@$(VENV)/python -m tests.everything $(ARGS)

bench:
	@$(PYTHON) requirements/install.py dev
	@$(VENV)/python -m bench $(ARGS)

bench-load:
	@$(VENV)/python -m bench.load $(ARGS)

bench-simulation:
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --requirement requirements/bench.txt
	@.venv-bench/bin/python -m pip install --quiet --no-deps --requirement requirements/bench-apart.txt
	@.venv-bench/bin/python -m bench.simulation $(ARGS)

lock:
	@$(PYTHON) requirements/install.py dev
	@PATH="$(CURDIR)/$(VENV):$$PATH" bash requirements/lock.sh

fmt:
	@$(PYTHON) requirements/install.py dev
	@$(VENV)/ruff check --fix --quiet .
	@$(VENV)/ruff format .
