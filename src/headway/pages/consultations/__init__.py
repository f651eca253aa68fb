"""Consultations: begun, opened, answered on line or logged, put in themes, and published with what was made of them."""
