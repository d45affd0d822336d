"""Tables in engines, for tests: DuckDB always, PostgreSQL where the suite runs on it, Spark by `./do test-spark`."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

ibis = pytest.importorskip("ibis", reason="the extra [engines] is not installed")
arrow = pytest.importorskip("pyarrow")

Put = Callable[[dict[str, Any]], Any]
"""Columns into the engine: a table of Ibis."""
ADDRESS = urlsplit(os.environ.get("DATABASE_URL", ""))
NUMBERS = count()


@contextmanager
def duckdb(folder: Path) -> Iterator[Put]:
    connection = ibis.duckdb.connect(threads=2)
    yield lambda columns: connection.create_table(f"people{next(NUMBERS)}", arrow.table(columns))
    connection.disconnect()


@contextmanager
def postgresql(folder: Path) -> Iterator[Put]:
    host = parse_qs(ADDRESS.query).get("host", [ADDRESS.hostname])[0]
    connection = ibis.postgres.connect(host=host, user=ADDRESS.username, database=ADDRESS.path.strip("/"))
    yield lambda columns: connection.create_table(f"people{next(NUMBERS)}", arrow.table(columns), temp=True)
    connection.disconnect()


@contextmanager
def spark(folder: Path) -> Iterator[Put]:
    pytest.importorskip("pyspark", reason="./do test-spark brings it")
    from pyarrow import parquet
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    connection = ibis.pyspark.connect(session)

    def put(columns: dict[str, Any]) -> Any:
        name = f"people{next(NUMBERS)}"
        parquet.write_table(arrow.table(columns), folder / f"{name}.parquet")
        return connection.read_parquet(str(folder / f"{name}.parquet"), table_name=name)

    yield put
    session.stop()


ENGINES = {"duckdb": duckdb, "postgresql": postgresql, "spark": spark}


HERE = ["duckdb", *(["postgresql"] if ADDRESS.scheme.startswith("postgres") else [])]
ON_SPARK = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # ibis 12 and Spark 4.0 are older than pandas 3
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # it leaves sockets to the end
]
on_every_engine = pytest.mark.parametrize("put", [*HERE, pytest.param("spark", marks=ON_SPARK)], indirect=True)
