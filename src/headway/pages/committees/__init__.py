"""Groups: forums and their advice, protocols between divisions, and the published management entitlements."""
