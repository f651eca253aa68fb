"""What a school agreed to share with the other members of its partnership, by date; the figures themselves live in evidence."""
