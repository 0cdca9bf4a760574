"""One session of Spark for all tests, on one core of this machine. Where it cannot be had, the end of the tests says
so."""

import importlib.util
import shutil
import warnings

import pytest


@pytest.fixture(scope="session")
def session(tmp_path_factory):
    if shutil.which("java") is None or importlib.util.find_spec("pyspark") is None:
        pytest.skip("NOTHING WAS ASKED OF SPARK: Java or PySpark is not here. `make spark` says which.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        folder = tmp_path_factory.mktemp("spark")
        one = (
            SparkSession.builder.master("local[1]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "1g")
            .config("spark.ui.enabled", "false")
            .config("spark.local.dir", str(folder))
            .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.adaptive.enabled", "false")
            # Of few rows the compilers would take most of the time.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        yield one
        one.stop()
