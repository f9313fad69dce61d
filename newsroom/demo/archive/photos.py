"""The demo's drawn pictures as lead photos of an archive."""

from newsroom.demo import content, pictures

from .words import per_language


def draw_photos(folder):
    """Draw what is not there yet into `folder`/photos; the `photo` fields that show them."""
    shared = content.read().shared
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    fields = []
    for name, facts in shared["photos"].items():
        path = folder / "photos" / f"{name}.jpg"
        if not path.exists():
            path.write_bytes(pictures.draw(name))
        fields.append(
            {
                "file": f"photos/{name}.jpg",
                "credit": per_language(shared["credits"][facts["credit"]]),
                "alt": per_language(facts["alts"]),
            }
        )
    return fields
