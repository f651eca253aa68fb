"""Stories that cross several features, one public function a file; no table and no rule lives here."""
