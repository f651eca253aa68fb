"""Headway: runs a local authority's school improvement service."""
