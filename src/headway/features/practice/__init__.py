"""Good practice that schools share, from draft to approved, and who asked for contact about it; no judgement of a school."""
