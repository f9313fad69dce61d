"""What a reader's page may load and run: its Content-Security-Policy."""

from articles.body import FRAME_HOSTS

# Frames are made only when a reader presses play; their hosts come with the embeds' providers.
READER_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self' https:; connect-src 'self'; manifest-src 'self'; "
    f"frame-src {' '.join(FRAME_HOSTS)}; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

# The same page in a frame of our own desk.
FRAMED_CSP = READER_CSP.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


def let_the_desk_frame(response):
    """Only a page that was asked for by one of our own pages may be sent so."""
    response["Content-Security-Policy"] = FRAMED_CSP
    response["X-Frame-Options"] = "SAMEORIGIN"
