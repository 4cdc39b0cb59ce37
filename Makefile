# One way in: `make study` sets up and solves the Burkina Faso example; nothing but Python 3.11 or newer is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup study test check bench docs

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'
	$(BIN)/python -m spacefaring.kernels.warm
	touch $@

study: setup
	$(BIN)/spacefaring solve examples/burkina-faso.yaml --out results/burkina-faso || test $$? -eq 1

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not slow" tests/test_house_rules.py tests/foundations

bench: setup
	$(BIN)/python -m benchmarks

docs: setup
	$(BIN)/python -m pytest tests/docs
