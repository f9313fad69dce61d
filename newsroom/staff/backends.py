from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class StaffBackend(ModelBackend):
    def user_can_authenticate(self, user):
        """Demo accounts have known names and a file of passwords: not in production."""
        if settings.PRODUCTION and user.is_demo:
            return False
        return super().user_can_authenticate(user)
