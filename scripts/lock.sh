#!/bin/sh
# Renew the three lock files from pyproject.toml. Hashes only: no index addresses are written.
set -eu
cd "$(dirname "$0")/.."
uv="${UV:-uv}"
compile() {
    "$uv" pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
        --python-version 3.12 "$@"
}
compile pyproject.toml -o requirements.lock
compile pyproject.toml --extra published -o requirements-published.lock
compile pyproject.toml --extra published --group dev -o requirements-dev.lock
