"""Good practice that schools share: examples in the directory, and who asked for contact. Nothing here is a judgement."""
