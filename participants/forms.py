from django import forms


class SignUp(forms.Form):
    """What allauth's sign-up asks beside address and password."""

    def signup(self, request, user):
        pass
