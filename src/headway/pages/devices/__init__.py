"""What devices keep of records: the key and the worker they need, what they send, and a page that shows what is on this one."""
