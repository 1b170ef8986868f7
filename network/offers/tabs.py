"""Declares the lists of offers and of needs beside that of the people."""

from django.utils.translation import pgettext_lazy

from participants.profiles.tabs import Tab, tabs

tabs.add("offers", Tab(pgettext_lazy("a list of people's", "Offers"), "network:offers", 20))
tabs.add("needs", Tab(pgettext_lazy("a list of people's", "Needs"), "network:needs", 30))
