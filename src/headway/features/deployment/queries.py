"""Reads of deployment."""
