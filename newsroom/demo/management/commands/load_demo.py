from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from newsroom.demo import content, people
from newsroom.demo.loading import Loader


class Command(BaseCommand):
    help = "Fill an empty newsroom with the demo's stories and one user per role."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo newsroom is not for production: its users are not real.")
        quiet = options["verbosity"] == 0  # `make run` shows the sign-ins itself
        if Article.objects.exists():
            if not quiet:
                self.stdout.write("The newsroom has stories already; the demo was not loaded.")
            return
        written = content.read()
        users, sign_ins = people.hire(written.shared["users"])
        path = people.write_down(sign_ins)
        self.stdout.write("Drawing the demo's pictures and writing its stories…")
        loader = Loader(written, users)
        loader.load_photos()
        loader.load_newsroom()
        if quiet:
            return
        self.stdout.write(f"{len(loader.articles)} stories. Sign-ins, kept in {path}:")
        for sign_in in sign_ins:
            self.stdout.write(f"  {sign_in}")
