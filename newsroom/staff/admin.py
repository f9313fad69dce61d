"""The people who work here, and what they may do."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.contrib.auth.models import Group
from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.lookup.history import ToldChanges
from newsroom.staff import audit, audit_list, own  # noqa: F401  (audit_list registers itself)
from newsroom.staff.models import User
from newsroom.staff.roles import ROLE_NAMES

admin.site.unregister(Group)  # what a role may do is written in roles.py and kept by every migrate


class RoleFilter(admin.SimpleListFilter):
    """By role, in the words of the desk: groups have names for the code only."""

    title = _("roles")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role.value, name) for role, name in ROLE_NAMES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        known = {role.value: name for role, name in ROLE_NAMES.items()}
        return known.get(group.name, group.name)


class PasswordForm(AdminPasswordChangeForm):
    """Django's joins its sentences when the server starts, and has one of them in English only."""

    usable_password_help_text = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If disabled, the current password for this user will be lost."),
    )


@admin.register(User)
class UserAdmin(ToldChanges, DjangoUserAdmin):
    change_password_form = PasswordForm
    list_display = ["username", "full_name", "roles", "language", "active", "last_login"]
    list_filter = ["is_active", RoleFilter, "language"]
    search_fields = ["username"]
    ordering = ["last_name", "first_name", "username"]
    filter_horizontal = ()
    personal = ("first_name", "last_name", "email", "language")
    letters = ("wants_email", ("quiet_from", "quiet_until"))
    fieldsets = [
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": personal}),
        (_("E-mail"), {"fields": letters}),
        (_("Roles"), {"fields": ("groups", "is_active", "is_staff")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    ]
    add_fieldsets = [
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": personal}),
        (_("Roles"), {"fields": ("groups", "is_staff")}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    @admin.display(description=_("full name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() or "–"

    @admin.display(description=_("roles"))
    def roles(self, user):
        known = {role.value: name for role, name in ROLE_NAMES.items()}
        names = [str(known.get(group.name, group.name)) for group in user.groups.all()]
        return ", ".join(names) or "–"

    @admin.display(description=_("active"), ordering="is_active")
    def active(self, user):
        """In a word: Django's picture for it is called "True" in every language."""
        return _("Yes") if user.is_active else _("No")

    def get_urls(self):
        view = self.admin_site.admin_view(self.own_view)
        return [path("own/", view, name="staff_user_own"), *super().get_urls()]

    def own_view(self, request):
        return own.settings(self, request)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and request.user.is_superuser:
            return [*fieldsets, (_("Everything"), {"fields": ("is_superuser",)})]
        return fieldsets

    def get_changeform_initial_data(self, request):
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            return RolesField(Group.objects.order_by("pk"), label=_("Roles"), required=False)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """No window over the form to make a role in: roles are written in roles.py."""
        if db_field.name == "groups":
            return self.formfield_for_manytomany(db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # The audit

    def tell_audit(self, what, obj, fields):
        """Roles are told by their names, a new account and a new password in `events`."""
        told = {"Roles", "password"} if obj.has_usable_password() else {"Roles"}
        fields = [name for name in fields if name not in told]
        if what == "change" and fields:
            audit.note("people.change", obj, fields=fields)

    def save_related(self, request, form, formsets, change):
        user = form.instance
        before = set(user.groups.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(user.groups.values_list("name", flat=True))
        if before != after:
            given = [f"+{name}" for name in sorted(after - before)]
            taken = [f"-{name}" for name in sorted(before - after)]
            audit.note("people.roles", user, fields=given + taken)

    def get_search_results(self, request, queryset, search_term):
        """By name in any letter case; the people of a newsroom are few, so they are read."""
        wanted = languages.fold(search_term).split()
        if not wanted:
            return queryset, False
        people = User.objects.annotate(
            words=Concat(
                "username",
                Value(" "),
                "first_name",
                Value(" "),
                "last_name",
                Value(" "),
                "email",
                output_field=TextField(),
            )
        ).values_list("pk", "words")
        found = [pk for pk, words in people if all(one in languages.fold(words) for one in wanted)]
        return queryset.filter(Q(pk__in=found)), False

    # Only a superuser touches a superuser, password included.

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or not (obj and obj.is_superuser))

    def has_delete_permission(self, request, obj=None):
        """People leave by "active" being switched off: their name stays on what they did."""
        return False
