"""What was just done and can be taken back for some seconds; how it is taken back is told by a flow."""
