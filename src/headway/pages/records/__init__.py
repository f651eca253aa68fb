"""Records of visits: writing, checking, answering, sending; what schools were promised; what boards received and say."""
