"""Mixed letters in a name that stories share: mended by one press from the form of a story."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404

from articles import proofs
from articles.models import HouseWord
from newsroom import languages
from newsroom.languages import proofing
from newsroom.lookup.history import labels
from newsroom.pagecache import changes
from newsroom.staff import audit


@transaction.atomic
def mend(model_admin, request, pk):
    """{"name": what the row is called now} as JSON; {"error"} and 409 where a name cannot stand.

    Its address stays as it is (decisions/0004).
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = get_object_or_404(model_admin.model.objects.select_for_update(), pk=pk)
    if not model_admin.has_change_permission(request, row):
        raise PermissionDenied
    if mended := _mended(row):
        for field, name in mended.items():
            setattr(row, field, name)
        try:
            _write(model_admin, row)
        except ValidationError as wrong:
            return JsonResponse({"error": " ".join(wrong.messages)}, status=409)
        audit.note("row.change", row, fields=labels(model_admin.model, mended))
        changes.log([*row.cache_keys(), "site", "redirects"])
    return JsonResponse({"name": str(row)})


def _write(model_admin, row):
    """Raises ValidationError where a name is another's."""
    row.full_clean()
    try:
        with transaction.atomic():
            model_admin.write(row)
    except IntegrityError:  # a colleague took the word meanwhile: now it is found, and said
        row.full_clean()
        raise


def _mended(row):
    """{field: name} of the names in which letters are mixed that only look alike."""
    found = {}
    for code in languages.LANGUAGES:
        name = getattr(row, field := f"name_{code}")
        marks = proofs.read_name(name, code, known=HouseWord.objects.known(code))
        if (mended := proofing.mended(name, marks)) != name:
            found[field] = mended
    return found
