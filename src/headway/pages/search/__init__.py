"""Search from anywhere: what was typed, the hits as one types, and the page of all hits; nothing is changed here."""
