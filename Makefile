# make demo   the app on demonstration data, in a store of its own
# make run    the app on your own store
# make test   the tests of each room by itself, in under five minutes
# make whole   every test: the roads through the house too, with pages in a real browser
# make spark   the tests of the measures on Spark, which need Java
# make office   the files for Excel and PowerPoint against Office's own schemas: needs npm
# make pictures   the README's pictures, taken again
# make bench  how fast it is, as ratios measured in one run
# make audit  whether any package is known to be unsafe, as the list on the network says today
# make lock   every package that comes with the required ones, each with its version and the hashes of its files
VENV := .venv
PYTHON := $(VENV)/bin/python
# One answer for every Python and system that the README promises. Without --upgrade, what is locked stays as it is.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
.PHONY: demo run test whole browser spark spark-if-java office office-if-npm bench examples pictures audit lock clean

demo: $(VENV)/app
	@$(PYTHON) -m measures demo

run: $(VENV)/app
	@$(PYTHON) -m measures run

# Forty of the tests start the program: where nothing compiled is kept, each compiles all of it again.
test whole: export PYTHONDONTWRITEBYTECODE =
test: WHICH = -m "not long"
whole: browser spark-if-java office-if-npm
test whole: $(VENV)/test
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m basedpyright --pythonpath $(PYTHON) --level error & types=$$!; $(PYTHON) -m pytest $(WHICH); tests=$$?; \
		wait $$types || { echo "The types do not fit: what basedpyright said stands above."; exit 1; }; exit $$tests

browser:
	@bash tests/browser/install.sh

spark: $(VENV)/test
	@command -v java >/dev/null || { echo "Spark needs Java 17 or newer, and there is none: on Debian and Ubuntu, install default-jre-headless."; exit 1; }
	@$(MAKE) --no-print-directory $(VENV)/spark
	@EACH_EXAMPLE=yes $(PYTHON) -m pytest -n 0 tests/spark

# Where there is no Java, or PySpark cannot be fetched, all else is tested, and the end of the tests says what was not.
spark-if-java: $(VENV)/test
	@! command -v java >/dev/null || $(MAKE) --no-print-directory $(VENV)/spark || true

office: $(VENV)/test
	@command -v npm >/dev/null || { echo "The program that knows Office's schemas is fetched by npm, and there is none."; exit 1; }
	@$(MAKE) --no-print-directory $(VENV)/office
	@$(PYTHON) -m pytest -n 0 tests/office

# As with Spark: where it cannot be fetched, the end of the tests says what was not done.
office-if-npm: $(VENV)/test
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory $(VENV)/office || true

bench: $(VENV)/test
	@$(PYTHON) -m bench

examples: $(VENV)/app
	@$(PYTHON) data/examples/generate.py

pictures: browser $(VENV)/test
	@$(PYTHON) docs/pictures.py

lock: $(VENV)/test
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@$(PYTHON) -m $(LOCK) requirements.txt -o requirements.lock
	@$(PYTHON) -m $(LOCK) --constraint requirements.lock requirements-test.txt -o requirements-test.lock
	@$(PYTHON) -m $(LOCK) --constraint requirements-test.lock requirements-spark.txt -o requirements-spark.lock

audit: $(VENV)/test
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check pip-audit
	@$(PYTHON) -m pip_audit --disable-pip --require-hashes -r requirements.lock

clean:
	rm -rf $(VENV) .bench

$(VENV)/bin/python:
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is needed: install it, then try again."; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; python3 here is older."; exit 1; }
	@python3 -m venv $(VENV) || { echo "Python cannot make a virtual environment: on Debian and Ubuntu, install python3-venv."; rm -rf $(VENV); exit 1; }

$(VENV)/app: requirements.lock | $(VENV)/bin/python
	@echo "Setting up (once)…"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test: requirements-test.lock | $(VENV)/bin/python
	@echo "Setting up the tests (once)…"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@ $(VENV)/app

$(VENV)/spark: requirements-spark.lock $(VENV)/test
	@echo "Setting up Spark (once)…"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

$(VENV)/office: tests/office/package-lock.json $(VENV)/test
	@echo "Setting up the check of Office's files (once)…"
	@mkdir -p $@.new && cp tests/office/package.json tests/office/package-lock.json tests/office/.npmrc $@.new
	@cd $@.new && npm ci --silent
	@rm -rf $@ && mv $@.new $@
