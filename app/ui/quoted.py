"""Words between quotation marks. Pure."""

_INSIDE = {"“": "‘", "”": "’", "‘": "“", "’": "”"}


def quoted(words: str) -> str:
    """The words between double quotation marks; those that stand in them are turned, as printers set them."""
    turned: list[str] = []
    open_marks: list[str] = []
    for at, letter in enumerate(words):
        following = words[at + 1 : at + 2]
        if letter in "“‘":
            open_marks.append(letter)
        elif letter == "”" or (letter == "’" and open_marks[-1:] == ["‘"] and not following.isalpha()):
            open_marks = open_marks[:-1]
        else:
            turned.append(letter)
            continue
        turned.append(_INSIDE[letter])
    return f"“{''.join(turned)}”"
