"""Which ends of terms somebody was told of already; what ends, and whom that concerns, is found by a flow."""
