"""What a load asks before anything is loaded: a question of each kind, with its sentence, its evidence and its
choices."""

from measures.questions.base import Choice, Question, changed
from measures.questions.kinds import QUESTIONS

__all__ = ["QUESTIONS", "Choice", "Question", "changed"]
