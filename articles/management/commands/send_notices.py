import time

from django.core.management.base import BaseCommand

from articles import notices


class Command(BaseCommand):
    help = (
        "Send the e-mails that are due. From cron every minute, or --forever under a supervisor; "
        "`make run` does it by itself. Safe in several processes at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--forever", action="store_true", help="Go on until stopped.")

    def handle(self, *, forever, **options):
        sent = notices.send_due()
        notices.clean_up()
        while forever:
            time.sleep(notices.EVERY)
            notices.send_due()
        self.stdout.write(self.style.SUCCESS(f"{sent} letters sent."))
