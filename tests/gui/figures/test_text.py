from gui.figures.page import Page
from gui.figures.text import NO_BREAK, broken, text_width

PAGE = Page(89)


def test_that_nothing_is_left_out_and_every_line_fits():
    text = "zreho_Frontal_Inf_Oper_L, after_a_long_wait of Donaudampfschifffahrtsgesellschaft"
    for width in (30, 60, 120, 400):
        lines = broken(text, PAGE.caption_font, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(text_width(line, PAGE.caption_font) <= width for line in lines)


def test_that_names_are_broken_after_their_joints_before_between_letters():
    width = text_width("zreho_Frontal_", PAGE.caption_font) + 1
    assert broken("zreho_Frontal_Inf", PAGE.caption_font, width) == ("zreho_Frontal_", "Inf")


def test_that_kept_together_words_move_to_the_next_line_unless_they_are_too_wide():
    words = f"n{NO_BREAK}={NO_BREAK}12"
    assert broken(f"people {words}", PAGE.caption_font, text_width("people n", PAGE.caption_font) + 1) == (
        "people",
        "n = 12",
    )
    assert broken(words, PAGE.caption_font, text_width("n = 1", PAGE.caption_font)) == ("n =", "12")


def test_that_no_text_has_no_lines():
    assert broken("", PAGE.caption_font, 100) == ()
