"""How many mails about an account people can have sent to an address (R-KNOWN-DEVICE).

A device that has signed in before has a number of its own. Everybody else shares one for each network (an
IPv4 address, a /64 of IPv6), and one for the address as a whole, so that nobody's mailbox is flooded. The
numbers are in `ACCOUNT_RATE_LIMITS`.
"""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip

from core.text import mailboxes
from participants.accounts import devices


def take(request, address):
    """Count a mail to this address. Return whether it may be sent."""
    address = mailboxes.same(address)
    if device := devices.known(request, address):
        return ratelimit.consume(request, action="mail_by_device", key=f"{device} {address}")
    network = f"{get_ip(request)} {address}"
    return ratelimit.consume(request, action="mail_by_network", key=network) and ratelimit.consume(
        request, action="mail_to_address", key=address
    )
