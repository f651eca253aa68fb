"""What every list has in common: columns chosen, views kept, what was just done taken back."""
