"""Reports on the performance of schools, by audience, from draft to publication; what they count is found by a flow."""
