"""Everything the workforce is made of."""

from headway.features.workforce.models.structures import Post, Secondment, Structure, Title

__all__ = ["Post", "Secondment", "Structure", "Title"]
