"""Public holidays of Türkiye as data, 2015 to 2035 (Law 2429, article 2; N-11).

Sources: fixed days from Law 2429 (1 May since Law 5892 of 2009, 15 July since Law 6752 of 29.10.2016, first kept in
2017); religious days to 2032 from Diyanet İşleri Başkanlığı's list of religious days (vakithesaplama.diyanet.gov.tr) as
carried by the table of the open library `holidays`, compared 2026-11; 2033 to 2035 computed (Umm al-Qura calendar), not
announced yet, and to be corrected here when they are. Days off that the government grants its staff beside a holiday
(idari izin) are no public holidays and do not stand here.
"""

from datetime import date
from typing import Final

FIRST_YEAR: Final = 2015
LAST_YEAR: Final = 2035
LAST_ANNOUNCED_YEAR: Final = 2032
"""Religious days of later years are computed."""

FIXED_HOLIDAYS: Final[tuple[tuple[int, int, int], ...]] = (
    (1, 1, 1935),
    (4, 23, 1921),
    (5, 1, 2009),
    (5, 19, 1938),
    (7, 15, 2017),
    (8, 30, 1926),
    (10, 29, 1925),
)
"""Month, day, first year: yılbaşı, 23 Nisan, 1 Mayıs, 19 Mayıs, 15 Temmuz, 30 Ağustos, 29 Ekim."""

FIXED_HALF_DAYS: Final[tuple[tuple[int, int], ...]] = ((10, 28),)
"""Month, day: the afternoon before 29 Ekim."""

RAMADAN_FEAST_DAYS: Final = 3
SACRIFICE_FEAST_DAYS: Final = 4

RAMADAN_FEASTS: Final[tuple[date, ...]] = (
    date(2015, 7, 17),
    date(2016, 7, 5),
    date(2017, 6, 25),
    date(2018, 6, 15),
    date(2019, 6, 4),
    date(2020, 5, 24),
    date(2021, 5, 13),
    date(2022, 5, 2),
    date(2023, 4, 21),
    date(2024, 4, 10),
    date(2025, 3, 30),
    date(2026, 3, 20),
    date(2027, 3, 9),
    date(2028, 2, 26),
    date(2029, 2, 14),
    date(2030, 2, 4),
    date(2031, 1, 24),
    date(2032, 1, 14),
    date(2033, 1, 2),
    date(2033, 12, 23),
    date(2034, 12, 12),
    date(2035, 12, 1),
)
"""First days of Ramazan Bayramı; the afternoon before (arife) is free too."""

SACRIFICE_FEASTS: Final[tuple[date, ...]] = (
    date(2015, 9, 24),
    date(2016, 9, 12),
    date(2017, 9, 1),
    date(2018, 8, 21),
    date(2019, 8, 11),
    date(2020, 7, 31),
    date(2021, 7, 20),
    date(2022, 7, 9),
    date(2023, 6, 28),
    date(2024, 6, 16),
    date(2025, 6, 6),
    date(2026, 5, 27),
    date(2027, 5, 16),
    date(2028, 5, 5),
    date(2029, 4, 24),
    date(2030, 4, 13),
    date(2031, 4, 2),
    date(2032, 3, 22),
    date(2033, 3, 11),
    date(2034, 3, 1),
    date(2035, 2, 18),
)
"""First days of Kurban Bayramı; the afternoon before (arife) is free too."""
