# The two commands: make run, make test. Each prepares this checkout by itself.
.PHONY: run test test-postgresql prove bench lock

run:
	@HEADWAY_HTTPS=off HEADWAY_DEMONSTRATION=$(if $(PUBLISHED),off,on) MFA_REQUIRED=$(if $(PUBLISHED),on,off) ./headway run

test:
	@python3 scripts/prepare.py dev
	@python3 scripts/browser.py
	@python3 scripts/tracer.py
	@PYTHONPATH=src .venv/bin/python -m pytest -n 2 --dist loadgroup

# What takes too long for every change: its counts are printed and kept in test-results/proofs.json.
prove:
	@python3 scripts/prepare.py dev
	@python3 scripts/tracer.py
	@rm -f test-results/proofs.json
	@PYTHONPATH=src .venv/bin/python -m pytest -m "proof or control" tests/proofs
	@python3 scripts/postgresql.py .venv/bin/python -m pytest -m "proof or control" tests/proofs/test_postgresql_killed.py tests/proofs/test_killed.py

# Figures of speed and quality, kept in benchmarks/record/ and told in docs/reference/benchmarks.md. Let nothing else run meanwhile.
# make bench [ONLY="pages load"] [BRIEF=on] [DATABASE=postgresql]
bench:
	@python3 scripts/prepare.py dev
	@$(if $(DATABASE),python3 scripts/postgresql.py) .venv/bin/python scripts/bench.py $(ONLY) $(if $(BRIEF),--brief)

# All of it on PostgreSQL, or some rooms: make test-postgresql ROOMS="tests/features tests/flows"
test-postgresql:
	@python3 scripts/prepare.py dev
	@python3 scripts/browser.py
	@python3 scripts/tracer.py
	@python3 scripts/postgresql.py .venv/bin/python -m pytest -n 2 --dist loadgroup $(ROOMS)

lock:
	@scripts/lock.sh
