"""What everybody sets for themselves: whether letters come about work, and when they wait."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from newsroom.staff.models import User


class OwnForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["wants_email", "quiet_from", "quiet_until"]
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("quiet_from", "quiet_until")
        }


def settings(model_admin, request):
    """One's own settings; nobody else's can be asked for."""
    typed = request.POST if request.method == "POST" else None
    form = OwnForm(typed, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        _keep(model_admin, request, form)
        messages.success(request, _("Your settings are saved."))
        return redirect("admin:staff_user_own")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("My settings"),
        "subtitle": None,
        "opts": model_admin.opts,
        "form": form,
    }
    return render(request, "admin/staff/own.html", context)


@transaction.atomic
def _keep(model_admin, request, form):
    """Only what was changed is written, and told as any change of an account is."""
    if not form.changed_data:
        return
    form.save(commit=False).save(update_fields=form.changed_data)
    message = model_admin.construct_change_message(request, form, [])
    model_admin.log_change(request, form.instance, message)
