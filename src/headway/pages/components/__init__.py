"""Every component of the kit in every state it has, as a page for who looks after the installation; nothing of the service."""
