from django.urls import register_converter


class Id:
    """A row's number; longer ones cannot exist and would overflow the database's integers."""

    regex = "[0-9]{1,18}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class Word:
    """One piece of a path. With a NUL byte it is nobody's, and PostgreSQL refuses to look."""

    regex = r"[^/\0]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Year:
    regex = "[0-9]{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


class TwoDigits:
    """A month or a day; one digit is understood too, and led to the spelling with two."""

    regex = "[0-9]{1,2}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02}"


register_converter(Id, "id")
register_converter(Word, "word")
register_converter(Year, "year")
register_converter(TwoDigits, "two")
