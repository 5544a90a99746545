"""Who has to act: by changes that it is for, and by changes that it must pass over."""

import pytest

from tests.compare.test_significance import both

OBLIGATION = [
    ("The owner will repair it", "The tenant will repair it"),
    ("Repairs are paid by the owner", "Repairs are paid by the tenant"),
    ("Then the council must pay", "Then partners must pay"),
    ("It is the responsibility of the owner", "It is the responsibility of the tenant"),
    ("It is paid by tenants", "It is paid by leaseholders"),
    ("The duty falls on the owner", "The duty falls on the tenant"),
    ("Upkeep falls to the landlord", "Upkeep falls to the tenant"),
    ("Tenants are responsible for gardens", "Landlords are responsible for gardens"),
    ("Owners and tenants will repair it", "Tenants will repair it"),
    ("The owner and the tenant will repair it", "The owner will repair it"),
    ("Then the council and its partners will pay", "Then the council will pay"),
    ("Then the director may approve", "Then the manager may approve"),
    ("Then the owner will pay the tenant", "Then the tenant will pay the owner"),
    ("funded by the council and partners", "funded by the council"),
]
NAME = [
    ("Both the Council and the Trust will pay", "The Council will pay"),
    ("funded by Harbourne and Saltby", "funded by Harbourne"),
    ("The Council will lead it", "The partners will lead it"),
]
NOTHING = [
    ("Then the council will pay", "Then the authority will pay"),
    ("officers must sign", "staff must sign"),
    ("tenants must pay", "the tenant must pay"),
    ("We work with schools", "We work with colleges"),
    ("a company car", "a business car"),
    ("by the school gates", "at the school gates"),
    ("Residents and businesses will pay", "Businesses and residents will pay"),
]


class DescribeParties:
    @pytest.mark.parametrize(("before", "after"), OBLIGATION)
    def they_tell_of_somebody_else_who_has_to_act(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {("obligation",)}

    @pytest.mark.parametrize(("before", "after"), NAME)
    def they_leave_a_name_to_the_names(self, before: str, after: str):
        assert ("name",) in both(before, after)
        assert ("name", "obligation") not in both(before, after)

    @pytest.mark.parametrize(("before", "after"), NOTHING)
    def they_pass_over_those_who_need_not_act(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {()}
