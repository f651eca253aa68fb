"""Recording a contact with a school, and the list of them."""
