"""What every row that editors keep has in common."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any, ClassVar, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from respondents.history import HISTORY
from respondents.watching import before_writing

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class UnrecordedChangeError(TypeError):
    """A write that would change rows without a trace in their history."""


class EditedMeanwhileError(ValidationError):
    """Somebody else saved or deleted the row after it was read: saving it now would undo what they did."""


class EditorialQuerySet(models.QuerySet[Row_co]):
    """Rows whose every change is kept in the history: they are saved one by one."""

    def update(self, **kwargs: Any) -> int:  # noqa: ARG002 - Django's signature
        self._refuse("update()")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row_co]:  # noqa: ARG002 - Django's signature
        self._refuse("bulk_create()")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:  # noqa: ARG002 - Django's signature
        self._refuse("bulk_update()")

    def _raw_delete(self, using: str | None) -> int:  # noqa: ARG002 - Django's signature
        self._refuse("_raw_delete()")

    def _refuse(self, name: str) -> NoReturn:
        raise UnrecordedChangeError(
            f"{name} on {self.model._meta.verbose_name_plural} would leave no trace in their history: "
            "save or delete the rows one by one. Nothing was changed."
        )


class EditorialModel(models.Model):
    """A row that editors enter and change by hand.

    `version` counts its saves. A row that was saved or deleted by somebody else after it was read is neither
    written over nor deleted: both raise `EditedMeanwhileError`.

    `PUBLIC_FIELDS` are those that readers see: whoever changes one of a row that `was_public` has to tell them.
    `BOOKKEEPING_FIELDS` follow what editors do elsewhere: a change of them alone is nothing they have to be shown.
    """

    PUBLIC_FIELDS: ClassVar[tuple[str, ...]] = ()
    BOOKKEEPING_FIELDS: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
    )

    history = HISTORY

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save over the version that was read, and no other. Fixtures, which are read raw, do not come here."""
        before_writing(self, kwargs.get("update_fields"))
        self.__dict__["_saves_over"] = None if self._state.adding else self.version
        try:
            super().save(*args, **kwargs)
        finally:
            self.__dict__.pop("_saves_over", None)

    def was_public(self, at: datetime.datetime | None = None) -> bool:  # noqa: ARG002 - for those who are
        """Whether readers have seen it by the moment *at*; what was withdrawn or withheld since, they have seen."""
        return False

    def public_fields(self) -> tuple[str, ...]:
        """Those of `PUBLIC_FIELDS` that readers see as long as the row is as it is."""
        return self.PUBLIC_FIELDS

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the version that was read, and no other."""
        before_writing(self, None)
        with transaction.atomic():
            stored = type(self)._base_manager.select_for_update().filter(pk=self.pk)
            if self.pk is not None and list(stored.values_list("version", flat=True)) != [self.version]:
                self._refuse_unread()
            return super().delete(*args, **kwargs)

    def written(self, using: str, fields: Collection[str] | None) -> None:
        """What has to be written with the row whoever writes it, fixtures included, in the same transaction.

        *fields* are those that were written; None stands for all. Only what is made from the row itself, and can be
        made again, belongs here: see decision 18.
        """

    def _save_table(self, *args: Any, **kwargs: Any) -> Any:
        """Django's one way to write a row, raw or not: all that is written with it is kept with it or not at all."""
        using: str = kwargs["using"] if "using" in kwargs else args[4]
        fields = kwargs["update_fields"] if "update_fields" in kwargs else args[5]
        with transaction.atomic(using=using, savepoint=False):
            done = super()._save_table(*args, **kwargs)  # type: ignore[misc]  # unknown to django-stubs
            self.written(using, fields)
        return done

    def _refuse_unread(self) -> NoReturn:
        raise EditedMeanwhileError(
            f"Somebody else changed or deleted “{self}” in the meantime. "
            "Read it again before you change it. Nothing was changed."
        )

    def _do_update(
        self, base_qs: models.QuerySet[Any], using: str | None, pk_val: Any, values: Iterable[Any], *more: Any
    ) -> Any:
        """Django's update of one row, for the version that was read only; the same single query."""
        read: int | None = self.__dict__.get("_saves_over")
        if read is None:
            return super()._do_update(base_qs, using, pk_val, values, *more)  # type: ignore[arg-type]  # as Django passes it
        counter = self._meta.get_field("version")
        counted = [value for value in values if value[0] is not counter]
        counted.append((counter, None, read + 1))
        written = super()._do_update(base_qs.filter(version=read), using, pk_val, counted, *more)
        if not written:
            self._refuse_unread()
        self.version = read + 1
        return written
