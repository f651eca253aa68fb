"""Photographs taken at a visit, each with a caption; who may add and see them is decided with the record of visit."""
