"""Who asked and who decided, by a rule of role and not oneself; what is decided lives in its feature."""
