# pyarrow brings no types: what it has is compiled, and the functions of `compute` are made when it is imported.
from typing import Any

def __getattr__(name: str) -> Any: ...
