# PySpark is installed where it is asked for only, and the types are held to what they say all the same.
from typing import Any

def __getattr__(name: str) -> Any: ...
