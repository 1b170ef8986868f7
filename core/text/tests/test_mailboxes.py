"""One form for one mailbox, and none for what never receives mail (R-MAILBOXES)."""

import pytest

from core.text import mailboxes


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("someone@faß.example", "someone@xn--fa-hia.example"),
        ("user@bücher.example", "user@xn--bcher-kva.example"),
        ("user@xn--bcher-kva.example", "user@xn--bcher-kva.example"),
        ("User@XN--BCHER-KVA.Example", "user@xn--bcher-kva.example"),
        ("USER@BÜCHER.EXAMPLE", "user@xn--bcher-kva.example"),
        ("user@bu\u0308cher.example", "user@xn--bcher-kva.example"),
        ("user@ｂücher。example", "user@xn--bcher-kva.example"),
        ("\u200buser@\u00adexample.org\u202c ", "user@example.org"),
        ("ana@σοφός.example", "ana@xn--0xagbn4a.example"),
        ("a.b+c_d!#$%&'*/=?^`{|}~-@1and1.example", "a.b+c_d!#$%&'*/=?^`{|}~-@1and1.example"),
    ],
)
def test_a_mailbox_has_one_form(typed, form):
    assert mailboxes.mailbox(typed) == mailboxes.same(typed) == form
    assert mailboxes.mailbox(form) == form


@pytest.mark.parametrize(
    "typed",
    [
        *("", "@", "jane", "jane@", "@example.org", "jane example.org"),
        *("jane@localhost", "jane@example", "jane@server.invalid", "jane@x.test", "jane@x.localhost"),
        *("jane@printer.local", "jane@abc.onion", "jane@home.arpa", "jane@x.internal", "jane@x.alt"),
        *("jane@192.0.2.1", "jane@[192.0.2.1]", "jane@[IPv6:2001:db8::1]", "jane@2001:db8::1"),
        *("jane@example..org", "jane@.example.org", "jane@example.org.", "jane@-x.org", "jane@x-.org"),
        *("jane@x_y.org", "jane@" + "x" * 64 + ".org", "jane@" + "ü" * 60 + ".org", "jane@☃.example"),
        *("jane@example.o", "jane@example.123", "jane@xn--a.example", "jane@exa mple.org", "jane@a,b.org"),
        *("ja ne@example.org", '"ja ne"@example.org', "ja..ne@example.org", ".jane@example.org"),
        *(
            "jane.@example.org",
            "jané@example.org",
            "用户@example.org",
            "a@b@example.org",
            "<a@example.org>",
        ),
        *("x" * 65 + "@example.org", "jane@" + "x.".join(["y" * 60] * 4) + ".org", "mailto:jane@example.org"),
        *("jane(x)@example.org", "jane;joe@example.org", "jane\\@example.org"),
    ],
)
def test_what_never_receives_mail_is_refused_with_a_sentence(typed):
    with pytest.raises(mailboxes.NoMailbox) as refusal:
        mailboxes.mailbox(typed)

    assert str(refusal.value).endswith(".")
    assert mailboxes.same(typed) == mailboxes.same(mailboxes.same(typed))


def test_the_longest_address_there_can_be():
    domain = ".".join(["x" * 61, "y" * 61, "z" * 61, "org"])
    longest = "a" * (mailboxes.LONGEST - 1 - len(domain)) + "@" + domain

    assert mailboxes.mailbox(longest) == longest
    with pytest.raises(mailboxes.NoMailbox):
        mailboxes.mailbox("a" + longest)


def test_letters_are_shown_beside_the_form_that_is_written_to():
    assert mailboxes.readable("a@xn--bcher-kva.example") == "a@bücher.example (a@xn--bcher-kva.example)"
    assert mailboxes.readable("user@example.org") == "user@example.org"


def test_a_domain_is_written_as_mail_servers_know_it():
    assert mailboxes.ascii_domain("Faß.Example") == "xn--fa-hia.example"
    assert mailboxes.ascii_domain("LOCALHOST") == "localhost"
    assert mailboxes.ascii_domain("not a domain") == "not a domain"
