"""What can be found by typing: the words of things and their trigrams; who may see a thing is its own feature's to say."""
