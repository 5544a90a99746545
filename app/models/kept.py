"""What a value works out once and keeps, for whichever thread asks. Imports nothing of the program."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):
    """A property that is worked out when it is first asked for.

    Python's own, before 3.12, has one thread at a time work it out, of all values together: another has to wait for it,
    and for ever where each wants what the other is at. Here both find it, and the same.
    """

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, value: None, owner: type) -> Self: ...

    @overload
    def __get__(self, value: object, owner: type) -> T: ...

    def __get__(self, value: object | None, owner: type) -> Self | T:
        if value is None:
            return self
        found = vars(value)[self._name] = self._find(value)
        return found
