"""Working days in England: Monday to Friday without bank holidays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ffc_eval.errors import IndicatorError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

FIRST_DAY, LAST_DAY = date(2022, 1, 1), date(2026, 12, 31)

BANK_HOLIDAYS = (
    *("2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03"),
    *("2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27"),
    *("2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29"),
    *("2023-08-28", "2023-12-25", "2023-12-26"),
    *("2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26"),
    *("2024-12-25", "2024-12-26"),
    *("2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25"),
    *("2025-12-25", "2025-12-26"),
    *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"),
    *("2026-12-25", "2026-12-28"),
)
"""Bank holidays of England and Wales, 2022 to 2026, as the government publishes them
(www.gov.uk/bank-holidays). One-off: 3 June 2022 (jubilee), 19 September 2022 (state funeral),
8 May 2023 (coronation). 28 December 2026 stands for Boxing Day.
"""


def working_days(start: pd.Series, end: pd.Series) -> pd.Series:
    """Count the working days after ``start`` up to and with ``end``.

    The day of referral is day 0: from Friday to the Monday after is one working day.

    Parameters
    ----------
    start, end
        Dates of one index; missing where unknown.

    Returns
    -------
    pd.Series
        Whole numbers, missing where either date is.

    Raises
    ------
    IndicatorError
        A date lies outside the years whose bank holidays are known.
    """
    import numpy as np
    import pandas as pd

    known = start.notna() & end.notna()
    first, last = _days(start[known]) + 1, _days(end[known]) + 1
    counted = np.busday_count(first, last, holidays=_holidays())
    return pd.Series(counted, index=start.index[known], dtype="Int64").reindex(start.index)


def due_dates(start: pd.Series, standard: int) -> pd.Series:
    """Return the last day on which the standard is met, ``standard`` working days after start.

    Raises
    ------
    IndicatorError
        A date lies outside the years whose bank holidays are known.
    """
    import numpy as np
    import pandas as pd

    known = start.notna()
    due = np.busday_offset(_days(start[known]), standard, roll="backward", holidays=_holidays())
    dates = pd.Series(due.astype("datetime64[ns]"), index=start.index[known])
    _refuse_unknown_years(dates)
    return dates.reindex(start.index)


def _days(dates: pd.Series) -> NDArray[np.datetime64]:
    _refuse_unknown_years(dates)
    return dates.to_numpy().astype("datetime64[D]")


def _refuse_unknown_years(dates: pd.Series) -> None:
    outside = (dates.dt.date < FIRST_DAY) | (dates.dt.date > LAST_DAY)
    if outside.any():
        raise IndicatorError(
            "bank-holidays-unknown",
            "Working days cannot be counted: the bank holidays of a year are not known.",
            found=f"{int(outside.sum())} dates outside {FIRST_DAY.year} to {LAST_DAY.year}",
            do="Correct the dates, or leave these rows out of the extract.",
        )


def _holidays() -> NDArray[np.datetime64]:
    import numpy as np

    return np.array(BANK_HOLIDAYS, dtype="datetime64[D]")
