from typing import Any

class DataFrame:
    def __getattr__(self, name: str) -> Any: ...

class SparkSession:
    builder: Any
    def __getattr__(self, name: str) -> Any: ...

functions: Any
