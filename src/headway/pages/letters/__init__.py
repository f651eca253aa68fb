"""Letters as one finds, reads and downloads them; what they say was decided by the flow that prepared them."""
