"""Half-days bought, granted from pools and used, beside what is entitled; what a visit was about lives elsewhere."""
