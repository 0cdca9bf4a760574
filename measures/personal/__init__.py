"""Personal details: how they are told in words and in columns, the words without them, and pseudonyms for references.

It knows rules and words, and asks nobody: what is asked of them before a load is in `questions`.
"""
