"""The year plan: drafts side by side, why this adviser, fixing by hand, approval and publishing; solving is a flow."""
