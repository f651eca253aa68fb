"""The promise of every page: at most so many queries, with one row and with thirty."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from django.test import Client
from tests.factories import make_school, read_policies

MOST = 12


def ask_few_queries(
    clients: Iterable[Client], paths: Iterable[str], at_most: Callable[[int], AbstractContextManager[object]]
) -> None:
    """Each client opens each path with few queries; the policies are read before."""
    wanted = tuple(paths)
    read_policies()
    for client in clients:
        for path in wanted:
            with at_most(MOST):
                assert client.get(path).status_code == 200


def list_and_one_ask_few_queries(
    client_as: Callable[..., Client],
    make: Callable[[object], object],
    home: str,
    address: Callable[[object], str],
    number: int,
    at_most: Callable[[int], AbstractContextManager[object]],
) -> None:
    """A list of so many schools with something made for each, and the page of one, for who sees all and who sees one."""
    school = make_school()
    clients = (client_as("head-of-service"), client_as("adviser", school))
    for one in (*(make_school() for _ in range(number - 1)), school):
        make(one)
    ask_few_queries(clients, (home, address(school)), at_most)
