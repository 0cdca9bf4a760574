"""The shapes an answer can have. Each owns its columns and its arithmetic: division happens here and nowhere else."""

from measures.shapes.base import Shape, share
from measures.shapes.findings import Findings
from measures.shapes.frequency import Frequency

__all__ = ["SHAPES", "Findings", "Frequency", "Shape", "share"]

SHAPES: dict[str, type[Shape]] = {
    "frequency": Frequency,
    "findings": Findings,
}
