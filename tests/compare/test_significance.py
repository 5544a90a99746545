"""Why a change matters: each rule by sentences that it is for, and by sentences that it must pass over."""

import pytest

from app.compare import names
from app.compare.significance import why, why_of
from app.compare.woven import pieces

NUMBER = [
    ("three depots", "four depots"),
    ("twenty-one homes", "twenty-two homes"),
    ("50% of homes", "55% of homes"),
    ("at least 30 homes", "30 homes"),
    ("at least 30 homes", "up to 30 homes"),
    ("a third phase", "a fourth phase"),
    ("half of residents", "a third of residents"),
    ("a quarter of residents", "a third of residents"),
    ("ISO 27001 certified", "ISO 27002 certified"),
    ("ISO27001 certified", "ISO27002 certified"),
    ("open from 9am to 5pm", "open from 9am to 6pm"),
    ("open from 9am", "open from 9pm"),
    ("a five-year plan", "a four-year plan"),
    ("within 10 working days", "within 15 working days"),
    ("one of the sites", "two of the sites"),
    ("the first phase", "the second phase"),
    ("30,000 homes", "3,000 homes"),
    ("version 1.2 of", "version 1.3 of"),
    ("a 30 billion devices", "a 10 billion devices"),
    ("2 million people", "2 billion people"),
    ("doubled since", "tripled since"),
    ("24/7 support", "24/5 support"),
    ("reduce by 30%", "reduce by 30 percentage points"),
    ("no more than 5 people", "more than 5 people"),
    ("We use Office 365", "We use Office 367"),
    ("see p. 4", "see p. 5"),
    ("Figure 3 shows", "Figure 4 shows"),
    ("5G coverage", "4G coverage"),
    ("Level 3 qualification", "Level 4 qualification"),
    ("10-year", "15-year"),
    ("ten years", "a decade"),
    ("a link of 30 Mbps", "a link of 30 Gbps"),
    ("a link of 30Mbps", "a link of 30Gbps"),
    ("10 GB each", "10 TB each"),
    ("300 tonnes of carbon", "300 kilograms of carbon"),
    ("a floor of 300 sq m", "a floor of 300 sq ft"),
    ("a flow of 5 l/s", "a flow of 5 ml/s"),
    ("an array of 20 MW", "an array of 20 kW"),
    ("a path 5 m wide", "a path 5 km wide"),
    ("about 10⁶ sensors", "about 10⁷ sensors"),
    ("a share of 10⁻³ of it", "a share of 10⁻⁶ of it"),
    ("½ of homes", "¼ of homes"),
    ("within 1½ years", "within 1¼ years"),
    ("1234567½ tonnes", "1234568½ tonnes"),
    ("a change of -5% in it", "a change of 5% in it"),
    ("a change of +3%", "a change of −3%"),
    ("a balance of (-3) in it", "a balance of (3) in it"),
    ("−5%", "5%"),
    ("minus 5 degrees", "5 degrees"),
    ("a floor of 30 m²", "a floor of 30 m³"),
    ("more than 2,000 members", "fewer than 2,000 members"),
    ("at least 2000 members", "at most 2000 members"),
    ("waste fell from 14 per cent to 6 per cent", "waste fell from 6 per cent to 14 per cent"),
    ("waits rose from 3 days to 8 days", "waits rose from 8 days to 3 days"),
    ("open 8.30 to 16.30", "open 8.30 to 17.30"),
]
MONEY = [
    ("a fee of £25² for it", "a fee of £35² for it"),
    ("a fee of £½m for it", "a fee of £¾m for it"),
    ("a change of −£5m a year", "a change of £5m a year"),
    ("a saving of £2m", "an overspend of £2m"),
    ("a budget of £3.2m for it", "a budget of £3.4m for it"),
    ("around £3m will", "£3m will"),
    ("£2m–£3m", "£2m-£4m"),
    ("€5m of", "£5m of"),
    ("£5k each", "£5m each"),
]
DATE = [
    ("Spring of 2027", "Autumn of 2027"),
    ("in 1998", "in 1999"),
    ("on 01/04/27", "on 02/04/27"),
    ("by 1 April 2027", "by 1 May 2027"),
    ("Monday 9 October 2017", "Tuesday 9 October 2017"),
    ("every Monday", "every Tuesday"),
    ("in 2026/27", "in 2027/28"),
    ("2026–2030", "2026–2031"),
    ("by 2027", "from 2027"),
    ("by March 2027", "by the end of March 2027"),
    ("opens in March", "opens in April"),
    ("in May we", "in June we"),
    ("in May 2026", "in May 2027"),
    ("Q1 2026", "Q2 2026"),
    ("in spring 2027", "in autumn 2027"),
    ("reviewed annually", "reviewed quarterly"),
    ("by early 2027", "by late 2027"),
    ("1 Ebrill 2027", "1 Mai 2027"),
    ("December 2026", "January 2027"),
    ("in May 2026 we", "in May 2027 we"),
    ("on Sunday", "on Saturday"),
    ("the 2011 Census", "the 2021 Census"),
    ("27 May", "28 May"),
    ("net zero by 2030", "net zero by 2035"),
]
NAME = [
    ("led by Helen Jones since", "led by Helen Owen since"),
    ("led by Helen O'Brien since", "led by Helen O'Connor since"),
    ("the Wrexham plan", "the Flintshire plan"),
    ("Blackpool will lead", "Preston will lead"),
    ("Blackpool's economy is", "Preston's economy is"),
    ("Blackpool Council will", "Preston Council will"),
    ("in Ynys Môn and", "in Ynys Enlli and"),
    ("the Llŷn peninsula", "the Gower peninsula"),
    ("under the GDPR rules", "under the ISO rules"),
    ("the Harbour Lights Trust (HLT) said", "the Harbour Wall Trust (HWT) said"),
    ("the Cabinet decides", "the Executive decides"),
    ("working with NHS partners", "working with health partners"),
    ("Bangor is growing", "Conwy is growing"),
    ("Microsoft Teams and", "Google Meet and"),
    ("Mrs. Evans spoke", "Mrs. Owen spoke"),
    ("St. Asaph is", "St. Davids is"),
    ("Transport for Wales runs", "Network Rail runs"),
    ("Capita runs payroll", "Serco runs payroll"),
    ("Flintshire hosts the hub", "Denbighshire hosts the hub"),
    ("Oldham pays half", "Rochdale pays half"),
]
OBLIGATION = [
    ("the board has decided to sell it", "the board is considering whether to sell it"),
    ("the council maintains the walls", "landowners maintain the walls"),
    ("We will publish it", "We will publish it where lawful"),
    ("We will fund it", "We will seek funding for it"),
    ("The service will publish data", "The service will seek to publish data"),
    ("The service will seek to publish data", "The service will publish data"),
    ("Staff must be trained", "Staff should be trained"),
    ("Data will be shared", "Data will not be shared"),
    ("We won't charge", "We will charge"),
    ("The Council may charge", "The Council must charge"),
    ("We will act", "We may act"),
    ("We shall act", "We will act"),
    ("cannot be used", "can be used"),
    ("We will deliver", "We will aim to deliver"),
    ("We will deliver", "We will work towards delivering"),
    ("We will deliver it", "We will deliver it where possible"),
    ("We will adopt it", "We will consider adopting it"),
    ("Members are required to attend", "Members attend"),
    ("without consent", "with consent"),
    ("We will not act", "We will act"),
    ("never be sold", "be sold"),
    ("We no longer charge", "We charge"),
    ("We will endeavour to reply", "We will reply"),
    ("It is mandatory", "It is optional"),
    ("May we ask", "Might we ask"),
    ("Rhaid i ni", "Dylid i ni"),
    ("We need to act", "We must act"),
    ("We will act subject to funding", "We will act"),
    ("We plan to build", "We will build"),
    ("You must not enter", "You must enter"),
    ("Don't enter", "Enter"),
    ("as far as possible we act", "we act"),
    ("will be reviewed", "is reviewed"),
]
NOTHING = [
    ("a path 5 m wide", "a path 5 metres wide"),
    ("a path 5m wide", "a path 5 m wide"),
    ("fees of £5m wide of the mark", "fees of £5 million wide of the mark"),
    ("a load of 4 kg/m2", "a load of 4 kg/m²"),
    ("about 10⁶ sensors", "about 1,000,000 sensors"),
    ("about 10⁻³ of it", "about 0.001 of it"),
    ("½ of homes", "half of homes"),
    ("2½ years", "2.5 years"),
    ("a fee of £2½ million", "a fee of £2.5m"),
    ("a rate of ½%", "a rate of 0.5%"),
    ("1 in 3 homes", "⅓ of homes"),
    ("£5m -£8m", "£5m-£8m"),
    ("five million -6 million", "five million-6 million"),
    ("2027 -2030", "2027–2030"),
    ("We build – 5 homes a year", "We build 5 homes a year"),
    ("a fee of £25 for it", "a fee of £25² for it"),
    ("Capita runs the desk", "Capita³ runs the desk"),
    ("Drive keeps people going", "Ambition keeps people going"),
    ("more than 2,000 members", "more than 2000 members"),
    ("waste fell from 14% to 6%", "waste went from 14% to 6%"),
    ("open 8.30 to 16.30.", "open 08:30 to 16:30."),
    ("open 8.30 - 16.30", "open 08:30 - 16:30"),
    ("close at noon on 3 June 2027", "close at 12 noon on 3 June 2027"),
    ("runs to 2030", "runs until 2030"),
    ("of the Well-being of Future Generations Act", "of the Wellbeing of Future Generations Act"),
    ("three depots", "3 depots"),
    ("twenty-one homes", "21 homes"),
    ("£3.2m", "£3,200,000"),
    ("£3.2 million a year", "£3.2m per year"),
    ("50% of homes", "50 per cent of homes"),
    ("50% of homes", "fifty percent of homes"),
    ("It costs £1,250.00 a year", "It costs £1,250 a year"),
    ("costs 50p each", "costs £0.50 each"),
    ("three million pounds", "£3m"),
    ("one hundred and twenty homes", "120 homes"),
    ("two or three sites", "2 or 3 sites"),
    ("at least 30 homes", "no fewer than 30 homes"),
    ("over 30 homes", "more than 30 homes"),
    ("around 30 homes", "about 30 homes"),
    ("the 3rd phase", "the third phase"),
    ("open from 9am", "open from 9.00 am"),
    ("a five-year plan", "a 5-year plan"),
    ("within ten working days", "within 10 working days"),
    ("one of the sites", "a site"),
    ("one site will", "1 site will"),
    ("the first phase", "the initial phase"),
    ("a dozen schools", "12 schools"),
    ("30,000 homes", "30000 homes"),
    ("2 million people", "2,000,000 people"),
    ("5 to 10 people", "5-10 people"),
    ("£5k each", "£5,000 each"),
    ("GBP 5m", "£5m"),
    ("two hundred thousand pounds", "£200,000"),
    ("three and four", "3 and 4"),
    ("no more than 5 people", "up to 5 people"),
    ("not less than 3 months", "at least three months"),
    ("some 40 sites", "about 40 sites"),
    ("less than 4 hours", "under 4 hours"),
    ("on 1st April 2027", "on 1 April 2027"),
    ("on 01/04/2027", "on 1 April 2027"),
    ("on 1 April 2027", "on April 1, 2027"),
    ("on 1 April 2027", "on 2027-04-01"),
    ("on 1 Apr 2027", "on 1 April 2027"),
    ("the 1st of April 2027", "1 April 2027"),
    ("Monday 9 October 2017", "9 October 2017"),
    ("in 2026/27", "in 2026-27"),
    ("in 2026/27", "in 2026/2027"),
    ("from 2026 to 2030", "2026–2030"),
    ("between 2026 and 2030", "from 2026 to 2030"),
    ("by 2027", "before 2027"),
    ("from April 2027", "starting in April 2027"),
    ("quarter one of 2026", "Q1 2026"),
    ("the first quarter of 2026", "Q1 2026"),
    ("reviewed annually", "reviewed every year"),
    ("the annual report", "the report"),
    ("by Sept 2027", "by September 2027"),
    ("since 2019", "from 2019"),
    ("9.10.2017", "9 October 2017"),
    ("In 2027 we open two depots", "We open two depots in 2027"),
    ("9 October", "9th October"),
    ("by the year 2027", "by 2027"),
    ("midday on Friday", "noon on Friday"),
    ("in Stoke-on-Trent and", "in Stoke on Trent and"),
    ("under the Harbour Lights Trust (HLT) rules", "under the HLT rules"),
    ("The HLT said so", "The Harbour Lights Trust said so"),
    ("the Trust for Harbour Lights (THL) said", "the THL said"),
    ("the Council's plan", "the council's plan"),
    ("the Council’s plan", "the council's plan"),
    ("Better streets for all", "Nicer streets for all"),
    ("Residents will benefit", "People will benefit"),
    ("Progress will be reported", "Delivery will be reported"),
    ("Our plan will", "The plan will"),
    ("We will build. The homes are", "We will build. These homes are"),
    ("Cllr Jones will", "Councillor Jones will"),
    ("Working together", "Acting together"),
    ("Staff will be trained", "Officers will be trained"),
    ("Technology will help", "Software will help"),
    ("Each service will", "Every service will"),
    ("It aims high; Our aim is", "It aims high; our aim is"),
    ("This is why we act", "That is why we act"),
    ("Good design will help", "Better design will help"),
    ("the Wrexham’s plan", "the Wrexham plan"),
    ("(The plan)", "(This plan)"),
    ("“We care”, said", "“They care”, said"),
    ("Digital services will be", "Online services will be"),
    ("Planning will be", "Building will be"),
    ("Improve streets", "Mend streets"),
    ("1. Improve streets", "1. Mend streets"),
    ("• Deliver homes", "• Provide homes"),
    ("See note: Homes are built", "See note: Houses are built"),
    ("we won't charge", "we will not charge"),
    ("cannot be used", "can not be used"),
    ("We'll act", "We will act"),
    ("We consider this vital", "We think this vital"),
    ("the skills required for work", "the skills needed for work"),
    ("not only homes but also schools", "both homes and schools"),
    ("so that everyone can take part", "so that everyone is able to take part"),
    ("We want to build well", "We wish to build well"),
    ("needs to be", "need to be"),
    ("homes are to be built", "homes are being built"),
    ("going to school", "travelling to school"),
    ("We should act", "We should act now"),
    ("seek new ways", "find new ways"),
    ("a fast and simple service", "a simple and fast service"),
    ("co-operate with", "cooperate with"),
    ("the online service", "the on-line service"),
    ("good homes for people", "decent homes for people"),
    ("We will build good homes", "We will build decent homes"),
    ("over time we learn", "in time we learn"),
    ("on any device.Three centres open", "on any device. Three centres open"),
    ("by working together", "through working together"),
    ("some people", "certain people"),
    ("from home", "at home"),
    ("about the plan", "on the plan"),
    ("under the plan", "in the plan"),
    ("late applications", "later applications"),
    ("start the work", "begin the work"),
    ("end the practice", "stop the practice"),
    ("a minimum of fuss", "little fuss"),
    ("march on", "walk on"),
    ("august company", "noble company"),
    ("decent homes", "good homes"),
    ("a mar on it", "a stain on it"),
    ("sat down", "stood up"),
    ("the one-stop shop", "the single shop"),
    ("each and every one", "all"),
    ("in the long run", "over the long term"),
    ("ten per cent of homes", "ten percent of homes"),
    ("2.5%", "2.50%"),
    ("A and B", "B and A"),
    ("resident’s choice", "residents' choice"),
    ("e-mail", "email"),
    ("net zero", "carbon neutral"),
    ("will be delivered", "will be provided"),
    ("must", "must"),
    ("10 GB each", "10GB each"),
    ("30Mbps to each home", "30 Mbit/s to each home"),
    ("within 5 km", "within 5 kilometres"),
    ("300 square metres", "300 sq m"),
    ("a 5-year plan", "a 5 year plan"),
    ("Modern tools help", "New tools help"),
    ("Pride drives the town", "Ambition drives the town"),
    ("New hosts arrive", "Modern hosts arrive"),
    ("a limit of 20 mph", "a limit of 20 miles per hour"),
    ("a cut of 3 t CO2e", "a cut of 3 tCO2e"),
    ("a limit of 20 mph", "a limit of 20 miles an hour"),
    ("a cut of 3 tonnes of CO2e", "a cut of 3 tCO2e"),
    ("a cut of 3 kilograms of CO2", "a cut of 3kg of CO2"),
    ("30 yards", "30 yds"),
    ("a tank of 1.5 L each", "a tank of 1.5 litres each"),
]
PLACES = ("{}", "We know that the people say so. {} In the whole of the area, as agreed.")


def both(before: str, after: str) -> set[tuple[str, ...]]:
    """What is told of a change, alone and in the midst of a paragraph, word by word and as a whole."""
    told: set[tuple[str, ...]] = set()
    for place in PLACES:
        texts = place.format(before), place.format(after)
        told |= {why(*texts), why_of(pieces(*texts))}
    return told


class DescribeWhy:
    @pytest.mark.parametrize(("before", "after"), NUMBER)
    def it_tells_a_number_that_differs(self, before: str, after: str):
        assert both(before, after) == {("number",)}

    @pytest.mark.parametrize(("before", "after"), MONEY)
    def it_tells_a_sum_that_differs(self, before: str, after: str):
        assert both(before, after) == {("money",)}

    @pytest.mark.parametrize(("before", "after"), DATE)
    def it_tells_a_date_that_differs(self, before: str, after: str):
        assert both(before, after) == {("date",)}

    @pytest.mark.parametrize(("before", "after"), NAME)
    def it_tells_a_name_that_differs(self, before: str, after: str):
        assert both(before, after) == {("name",)}

    @pytest.mark.parametrize(("before", "after"), OBLIGATION)
    def it_tells_an_obligation_that_differs(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {("obligation",)}

    @pytest.mark.parametrize(("before", "after"), NOTHING)
    def it_passes_over_what_says_the_same(self, before: str, after: str):
        assert both(before, after) == {()}

    def it_weighs_a_paragraph_that_came_by_what_it_says(self):
        assert why("", "We must act by 2027.") == ("date", "obligation")
        assert why("", "Our streets are fine.") == ()
        assert why("", "42") == why("42", "") == ("number",)
        assert why("", "one another") == why("one of them", "") == ()
        assert why("", "one of them, and 42") == ("number",)

    def it_takes_a_figure_that_only_moved_within_its_sentence_for_the_same(self):
        assert why("It rose by 3% in May 2026, to 40 homes.", "In May 2026 it rose by 3%, to 40 homes.") == ()

    @pytest.mark.parametrize(
        ("before", "after", "found"),
        [
            ("Change\t-3\tyes", "Change\t3\tyes", ("number",)),
            ("-3", "3", ("number",)),
            ("Aims\n-3 homes", "Aims\n3 homes", ()),
            ("-5 new homes", "5 new homes", ()),
        ],
    )
    def it_takes_a_dash_before_a_figure_for_a_sign_or_for_the_mark_of_an_item(
        self, before: str, after: str, found: tuple[str, ...]
    ):
        assert why(before, after) == why_of(pieces(after, before)) == found

    @pytest.mark.parametrize("text", ["reference {} of it", "{}% of it", "every {} weeks", "{} times a year"])
    def it_reads_figures_however_long_they_are(self, text: str):
        for digits in (30, 5000):
            longest = "9" * digits
            assert why(text.format(longest), text.format(longest[:-1] + "8")) == ("number",)

    @pytest.mark.parametrize("unit", ["kilometreſ", "kılometres", "kİlometres", "\u212ailometres"])
    def it_reads_figures_beside_letters_of_other_alphabets(self, unit: str):
        assert why(f"a path of 5 {unit}", f"a path of 6 {unit}") == ("number",)
        assert why(f"a path of 5 {unit}", f"a path of 5 {unit} and more") == ()

    def it_seeks_no_names_in_headings(self):
        assert why("Digital Place", "Digital Town", heading=True) == ()

    @pytest.mark.parametrize(
        "row",
        [
            "1 " * 20_000,
            "two " * 10_000,
            "1," * 20_000,
            "at least " * 5_000,
            "A1" * 20_000,
            "hundred " * 5_000,
        ],
    )
    def it_takes_no_longer_than_a_text_is_long(self, row: str):
        assert why(row, row) == ()

    def it_cuts_words_up_once_for_all_the_acronyms_that_they_may_spell_out(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        asked: list[str] = []

        class Counted(frozenset[str]):
            def __contains__(self, word: object) -> bool:
                asked.append(str(word))
                return super().__contains__(word)

        monkeypatch.setattr(names, "NEVER_NAMES", Counted(names.NEVER_NAMES))
        acronyms = [f"{a}{b}{c}" for a in "ABCD" for b in "EFGH" for c in "KLMN"]
        words = "the road is open and we will act on it"
        why(" ".join([words] * 50), " ".join(acronyms))
        assert len(asked) < 2000

    @pytest.mark.parametrize(
        "rule", ["A penalty applies.", "The chair approves payments.", "Carers are exempt from it."]
    )
    def it_tells_of_a_sentence_that_lays_something_down_without_must_or_will(self, rule: str):
        before, after = "We meet often.", f"We meet often. {rule}"
        assert why_of(pieces(before, after)) == why_of(pieces(after, before)) == ("obligation",)
        assert why_of(pieces("We meet.", "We meet. Our town is fine.")) == ()
