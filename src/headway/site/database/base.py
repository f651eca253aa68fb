"""The SQLite backend with the limits of the bundled library written down."""

from django.db.backends.sqlite3 import base, features, operations

# SQLITE_MAX_VARIABLE_NUMBER as SQLite ships it since 3.32; a SELECT may name 2,000 columns.
MAX_PARAMETERS = 32766
MAX_COLUMNS = 2000


class DatabaseFeatures(features.DatabaseFeatures):
    max_query_params = MAX_PARAMETERS


class DatabaseOperations(operations.DatabaseOperations):
    def _quote_params_for_last_executed_query(self, params):
        cursor = self.connection.connection.cursor()
        quoted = ()
        try:
            for start in range(0, len(params), MAX_COLUMNS):
                part = params[start : start + MAX_COLUMNS]
                quoted += cursor.execute("SELECT " + ", ".join(["QUOTE(?)"] * len(part)), part).fetchone()
        finally:
            cursor.close()
        return quoted


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
