"""Workforce: structures as tree and list, posts, how they are paid, secondments, two versions compared, a post costed."""
