"""The measures over several organisations: what each shares (`shared`), what is believed of it (`gathered`), and
what is said of all together (`rolled`), worked out in DuckDB or on Spark (`spark`, which alone needs PySpark)."""
