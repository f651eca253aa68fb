"""Help: the words of the product as the glossary has them, and the keys; nothing is changed here."""
