"""An organisation of a city's tree: the city, a county or park, or a department of one of these.

    xiangtan                  the city           tenant: itself
    xiangtan/yuhu             a county           tenant: itself
    xiangtan/yuhu/hr_bureau   its department     tenant: xiangtan/yuhu

The row is public: names and division codes of offices. Nothing is deleted, since records point
at it; what a city no longer lists is not active any more.
"""

from django.db import models
from django.db.models import F, Q


class Organisation(models.Model):
    class Kind(models.TextChoices):
        CITY = "city", "市"
        COUNTY = "county", "县市区"
        PARK = "park", "园区"
        DEPARTMENT = "department", "部门"

    code = models.CharField(max_length=200, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # The city, county or park of a department. A place is its own tenant: nothing stands here.
    tenant = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # The pack's id, and the unit in it that a department is.
    city = models.CharField(max_length=64)
    unit = models.CharField(max_length=64, blank=True)
    division_code = models.CharField(max_length=6, blank=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["city", "county", "park", "department"]),
                name="organisations_organisation_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="city", parent__isnull=True)
                | ~Q(kind="city") & Q(parent__isnull=False),
                name="organisations_organisation_only_a_city_is_a_root",
            ),
            models.CheckConstraint(
                condition=Q(kind="department", tenant=F("parent")) & ~Q(unit="")
                | ~Q(kind="department") & Q(unit=""),
                name="organisations_organisation_a_department_is_a_unit",
            ),
            models.UniqueConstraint(
                fields=["parent", "unit"],
                condition=Q(kind="department"),
                name="organisations_organisation_one_department_per_unit",
            ),
        )

    def __str__(self) -> str:
        return self.code
