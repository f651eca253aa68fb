"""Who goes where and when: solvers on typed rows; no database and no Django lives here."""
