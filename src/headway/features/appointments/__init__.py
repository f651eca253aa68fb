"""Who is tied to what, from when until when; the only source of what is one's own."""
