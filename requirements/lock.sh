#!/usr/bin/env bash
# Rewrites the two lock files (hashes, no index address). Run it from the project's folder, inside the virtual environment.
set -euo pipefail
flags=(--quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-options --no-header)
pip-compile "${flags[@]}" --output-file requirements/runtime.txt pyproject.toml
pip-compile "${flags[@]}" --extra dev --extra simulation --constraint requirements/runtime.txt --output-file requirements/dev.txt pyproject.toml
