"""Reviews of a school by several people, and feedback on its self-evaluation and improvement plan."""
