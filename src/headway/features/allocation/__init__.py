"""Days entitled by rule and conflicts of interest; who spends the days lives in deployment."""
