"""The column lists of the published layouts, one text file a kind, shared with the demonstration."""

from headway.publicdata.layouts.columns import KINDS, columns

__all__ = ["KINDS", "columns"]
