"""What came or went by itself: by changes that narrow what is said, and by changes that must be passed over."""

import pytest

from tests.compare.test_significance import both

OBLIGATION = [
    ("It covers offices and depots", "It covers offices"),
    ("It covers offices and depots", "It covers depots"),
    ("We will mend the pier and the bandstand", "We will mend the pier"),
    ("We will mend the pier and the bandstand", "We will mend the bandstand"),
    ("We write to tenants, owners and traders.", "We write to tenants and owners."),
    ("We write to tenants, owners and traders.", "We write to owners and traders."),
    ("We write to tenants, owners and traders.", "We write to tenants and traders."),
    ("Parks, pools and halls are included", "Parks and halls are included"),
    ("It is for infant and junior schools", "It is for junior schools"),
    ("We will plan and build", "We will plan"),
    ("schools and colleges near parks", "schools near parks"),
    ("points raised by residents and businesses", "points raised by residents"),
    ("Then data is passed on where consent is given", "Then data is passed on"),
    ("If the applicant moves, the grant ends", "The grant ends"),
    ("It is for carers who have a job", "It is for carers"),
    ("It is for carers with a job", "It is for carers"),
    ("We use letters rather than email", "We use letters"),
    ("We use letters, not email", "We use letters"),
    ("There is free parking at the pier", "There is parking at the pier"),
    ("An independent chair is found", "A chair is found"),
    ("The written consent of owners", "The consent of owners"),
]
NOTHING = [
    ("It is clear and simple.", "It is clear."),
    ("a safe and reliable network", "a reliable network"),
    ("in complex and challenging times", "in complex times"),
    ("done quickly and safely", "done quickly"),
    ("our aims and objectives", "our objectives"),
    ("policies and procedures", "policies"),
    ("parks, pools and halls", "halls, pools and parks"),
    ("parks, pools and halls", "parks, pools, and halls"),
    ("We shall, in addition, keep it", "We shall keep it"),
    ("We use letters rather than email", "We use letters, not email"),
    ("They are free to write", "They are welcome to write"),
    ("Carers, who all have a part, meet", "Carers meet"),
    ("Residents say that they know", "Residents say they know"),
    ("offices and depots in town", "workplaces in town"),
    ("It should be noted that rents rise", "Rents rise"),
]


class DescribeWhatIsListed:
    @pytest.mark.parametrize(("before", "after"), OBLIGATION)
    def it_is_told_when_one_came_or_went_by_itself(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {("obligation",)}

    @pytest.mark.parametrize(("before", "after"), NOTHING)
    def it_is_passed_over_where_the_same_is_said(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {()}
