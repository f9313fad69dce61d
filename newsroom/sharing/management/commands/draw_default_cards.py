from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.sharing import default_card


class Command(BaseCommand):
    help = "Draw the link preview's picture for pages without a photo, one a language."

    def handle(self, **options):
        folder = settings.BASE_DIR / "static" / "newsroom" / "site"
        for language in default_card.WORDS:
            content = default_card.draw(language)
            path = folder / f"card-{language}.jpg"
            path.write_bytes(content)
            self.stdout.write(f"{path.name}: {len(content) // 1000} KB")
