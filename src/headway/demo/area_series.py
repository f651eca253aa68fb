"""England by year in attendance, exclusions and key stage 4, as the interactive tool gives it; invented areas lie around it.

Source: DfE, local authority interactive tool, Open Government Licence v3.0.
"""

from collections.abc import Iterator
from dataclasses import dataclass

NONE = "-"  # the tool's sign for a year of which nothing was published
_AUTUMN_YEARS = tuple(f"{year}/{year - 1999}" for year in range(2016, 2024))
_SUMMERS = tuple(str(year) for year in range(2016, 2026))


@dataclass(frozen=True, slots=True)
class AreaSeries:
    """One series of the tool for England: a figure a year, None where none was published; areas lie `spread` of it around."""

    name: str
    words: str
    years: tuple[str, ...]
    figures: tuple[float | None, ...]
    decimals: int
    spread: float = 0.08

    def by_year(self) -> Iterator[tuple[str, float | None]]:
        """Each year with its figure."""
        return zip(self.years, self.figures, strict=True)


def _summers(name: str, words: str, *figures: float | None, decimals: int = 2) -> AreaSeries:
    return AreaSeries(name, words, _SUMMERS, figures, decimals)


def _autumns(name: str, words: str, *figures: float) -> AreaSeries:
    return AreaSeries(name, words, _AUTUMN_YEARS, figures, 2)


MORE_SERIES = (
    AreaSeries(
        "AVG_Attain8_Score", "Average Attainment 8 score per pupil", _SUMMERS,
        (50.1, 46.5, 46.6, 46.7, 50.2, 50.9, 48.8, 46.3, 45.9, 46.0), 1, 0.04,
    ),
    AreaSeries(
        "EngMaths9-5", "Grade 5 or above in English and mathematics", _SUMMERS[1:],
        (42.9, 43.5, 43.2, 49.9, 51.9, 49.8, 45.3, 45.9, 45.4), 1, 0.06,
    ),
    _summers("SFPriPerAbNew", "Primary: pupils missing a tenth or more of their sessions",
             8.24, 8.32, 8.67, 8.25, None, 8.78, 17.7, 16.21, 14.56, 12.99),
    _summers("SFSecPerAbNew", "Secondary: pupils missing a tenth or more of their sessions",
             13.06, 13.54, 13.91, 13.69, None, 14.83, 27.71, 26.52, 25.56, 23.37),
    _summers("SpecPerAbNew", "Special: pupils missing a tenth or more of their sessions",
             26.95, 28.47, 29.65, 28.85, None, 48.94, 40.36, 38.33, 37.21, 35.26),
    _summers("SFPriSevPerAbNew", "Primary: pupils missing half or more of their sessions",
             0.31, 0.35, 0.37, 0.39, None, 0.72, 0.64, 0.75, 0.85, 0.93),
    _summers("SFSecSevPerAbNew", "Secondary: pupils missing half or more of their sessions",
             0.92, 1.07, 1.17, 1.32, None, 1.48, 2.74, 3.4, 3.81, 3.88),
    _summers("SpecSevPerAbNew", "Special: pupils missing half or more of their sessions",
             3.23, 4.03, 4.4, 4.58, None, 5.58, 5.82, 6.24, 6.7, 6.91),
    _summers("PriTotAbs", "Primary: half days missed", 4.01, 4.03, 4.17, 4.03, None, 3.64, 6.26, 5.9, 5.53, 5.2),
    _summers("SecTotAbs", "Secondary: half days missed", 5.21, 5.35, 5.53, 5.49, None, 5.49, 8.99, 9.01, 8.89, 8.44),
    _summers("total_absence_special", "Special: half days missed",
             9.07, 9.73, 10.22, 10.13, None, 15.21, 13.18, 13.02, 13.01, 12.76),
    _summers("PriUnauth", "Primary: half days missed without leave",
             0.94, 1.05, 1.13, 1.14, None, 0.92, 1.46, 1.65, 1.63, 1.5),
    _summers("SecUnauth", "Secondary: half days missed without leave",
             1.38, 1.51, 1.65, 1.75, None, 1.65, 2.79, 3.37, 3.47, 3.22),
    _summers("unauthorised_absence_special", "Special: half days missed without leave",
             1.68, 2.08, 2.24, 2.31, None, 2.09, 2.85, 3.15, 3.31, 3.38),
    _autumns("PriFixedEx", "Primary: suspensions", 1.37, 1.4, 1.41, 1.0, 0.99, 1.42, 1.81, 2.27),
    _autumns("SecFixedEx", "Secondary: suspensions", 9.4, 10.13, 10.75, 7.43, 8.48, 13.96, 18.9, 22.61),
    _autumns("SpecFixedEx", "Special: suspensions", 13.03, 12.34, 11.32, 7.76, 7.29, 9.6, 10.99, 12.62),
    _autumns("Pri_ Pup_FixedEx", "Primary: pupils suspended", 0.62, 0.62, 0.63, 0.5, 0.52, 0.68, 0.82, 0.99),
    _autumns("Sec_ Pup_FixedEx", "Secondary: pupils suspended", 4.62, 4.71, 4.93, 3.69, 4.38, 6.02, 7.12, 7.83),
    _autumns("Spec_ Pup_FixedEx", "Special: pupils suspended", 5.09, 4.9, 4.65, 3.8, 3.66, 4.39, 4.76, 5.06),
    _autumns("PriPermEx", "Primary: permanent exclusions", 0.03, 0.03, 0.02, 0.02, 0.01, 0.02, 0.03, 0.03),
    _autumns("SecPermEx", "Secondary: permanent exclusions", 0.2, 0.2, 0.2, 0.13, 0.1, 0.16, 0.22, 0.25),
    _autumns("SpecPermEx", "Special: permanent exclusions", 0.07, 0.07, 0.06, 0.04, 0.03, 0.05, 0.08, 0.08),
)  # fmt: skip
