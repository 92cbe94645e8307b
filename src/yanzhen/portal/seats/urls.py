"""The addresses of employers' seats, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import SIGNED_IN, Access, staff
from yanzhen.portal.seats import desk, employer, samples

urlpatterns = [
    path("desk/recognition/seats/", desk.seats_page, name="desk_seats"),
    path("desk/recognition/seats/<int:seat>/", desk.seat_page, name="desk_seat"),
    path("desk/recognition/seats/samples/", samples.samples_page, name="desk_seat_samples"),
    path(
        "desk/recognition/seats/samples/<int:sample>/", samples.sample_page,
        name="desk_seat_sample",
    ),
    path("employer/recognition/", employer.seats_page, name="employer_seats"),
]  # fmt: skip
SEEING = (Role.TALENT_OFFICE, Role.APPROVER, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "desk_seats": staff(*SEEING),
    "desk_seat": staff(*SEEING),
    "desk_seat_samples": staff(*SEEING),
    "desk_seat_sample": staff(*SEEING),
    "employer_seats": SIGNED_IN,
}
