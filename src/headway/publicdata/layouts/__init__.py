"""The column lists of the published layouts, one text file a kind; readers and the demonstration share them."""

from headway.publicdata.layouts.columns import KINDS, columns

__all__ = ["KINDS", "columns"]
