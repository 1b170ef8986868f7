"""Administration that only looks (R-ADMIN-LOOKS)."""


class ReadOnly:
    """A ModelAdmin, or an inline, whose rows are changed by the verbs of their part alone."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
