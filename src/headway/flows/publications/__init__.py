"""How each kind of published file is read, decided and applied; reading the bytes lives in publicdata."""
