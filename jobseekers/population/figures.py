"""Figures the made population follows. Sources: labour force survey and Work24 tables of 2024–2025 where a public
figure exists; the rest are round assumptions, chosen so that groups differ the way they do in the survey.
"""

import numpy as np

# Registered jobseekers by age band: [from, to), share
AGES = ((18, 25, 0.13), (25, 30, 0.16), (30, 40, 0.20), (40, 50, 0.18), (50, 60, 0.18), (60, 74, 0.15))
FEMALE = 0.51
# Share of people of 15 and over by province, by the first two digits of the region code. 12 took over 29 and 46.
PROVINCES = {
    "11": 18.3, "26": 6.4, "27": 4.6, "28": 5.9, "29": 2.7, "30": 2.8, "31": 2.1, "36": 0.7, "41": 26.5, "43": 3.1,
    "44": 4.2, "46": 3.5, "47": 5.0, "48": 6.3, "50": 1.3, "51": 3.0, "52": 3.4, "12": 6.2, "42": 3.0, "45": 3.4,
}  # fmt: skip
EDUCATION = ("01", "02", "03", "04", "05", "06", "07")
# Highest education by age band, same order as EDUCATION
EDUCATION_BY_AGE = np.array(
    [
        [0.00, 0.02, 0.62, 0.19, 0.17, 0.00, 0.00],
        [0.00, 0.01, 0.22, 0.21, 0.51, 0.045, 0.005],
        [0.00, 0.01, 0.25, 0.22, 0.45, 0.06, 0.01],
        [0.01, 0.02, 0.35, 0.21, 0.34, 0.06, 0.01],
        [0.04, 0.09, 0.46, 0.14, 0.22, 0.04, 0.01],
        [0.19, 0.20, 0.40, 0.06, 0.12, 0.025, 0.005],
    ]
)
LEAVES_SCHOOL = {"01": 15, "02": 16, "03": 19, "04": 22, "05": 24, "06": 27, "07": 31}
# Share of each occupation major group 0–9, by education (to high school, college, university) and sex
MAJORS = "0123456789"
MAJOR_BY_EDUCATION = np.array(
    [
        [0.12, 0.01, 0.01, 0.03, 0.02, 0.27, 0.18, 0.10, 0.22, 0.04],
        [0.26, 0.05, 0.05, 0.10, 0.06, 0.13, 0.14, 0.04, 0.16, 0.01],
        [0.34, 0.14, 0.11, 0.07, 0.09, 0.06, 0.10, 0.02, 0.06, 0.01],
    ]
)
MAJOR_BY_SEX = {
    "f": np.array([1.20, 0.45, 1.50, 1.90, 1.10, 1.35, 0.75, 0.12, 0.50, 0.80]),
    "m": np.array([0.85, 1.50, 0.65, 0.40, 0.90, 0.70, 1.20, 1.90, 1.50, 1.20]),
}
# What a major group pays above the minimum wage, for somebody new to it
PAY_ABOVE_MINIMUM = dict(zip(MAJORS, (0.14, 0.38, 0.16, 0.24, 0.10, 0.03, 0.08, 0.30, 0.16, 0.04), strict=True))
MONTHLY_MINIMUM = 2_156_880  # 2026: 10,320 won × 209 hours
HOURLY_MINIMUM = 10_320
# Inflow by month of the year against the average: January is the peak, when year-long contracts end
SEASON = np.array([1.90, 1.20, 1.10, 0.85, 0.85, 0.90, 1.20, 0.95, 0.90, 0.80, 0.90, 1.25])
# Days: unemployed (log-normal; mean about four months, 18% of the stock past six months) and in work between spells
SEARCH_MEDIAN, SEARCH_SIGMA = 85.0, 0.85
WORK_MEDIAN, WORK_SIGMA = 190.0, 0.7
HISTORY_DAYS = 760
OLDER_SEARCH_LONGER = (0.95, 0.95, 1.0, 1.05, 1.15, 1.2)
# Why the last job ended, by sex and three ages (to 34, to 54, above); `first` only for those who never worked
REASONS = (
    "personal", "childcare", "housework", "health", "retirement", "dissatisfied", "closure", "dismissal",
    "temporary_end", "no_work", "other",
)  # fmt: skip
REASON_SHARE = {
    ("f", 0): (0.16, 0.09, 0.03, 0.05, 0.00, 0.28, 0.05, 0.04, 0.22, 0.05, 0.03),
    ("f", 1): (0.12, 0.12, 0.06, 0.07, 0.00, 0.17, 0.08, 0.07, 0.22, 0.07, 0.02),
    ("f", 2): (0.09, 0.01, 0.07, 0.14, 0.10, 0.08, 0.07, 0.06, 0.28, 0.08, 0.02),
    ("m", 0): (0.17, 0.01, 0.00, 0.05, 0.00, 0.31, 0.06, 0.06, 0.23, 0.08, 0.03),
    ("m", 1): (0.12, 0.02, 0.00, 0.07, 0.00, 0.21, 0.11, 0.12, 0.20, 0.13, 0.02),
    ("m", 2): (0.08, 0.00, 0.00, 0.12, 0.19, 0.07, 0.09, 0.10, 0.22, 0.11, 0.02),
}
END_REASONS = (
    ("placed", 0.30),
    ("found", 0.38),
    ("own_business", 0.04),
    ("study", 0.07),
    ("not_looking", 0.17),
    ("other", 0.04),
)
SEARCHABLE = 0.45
INTERESTED = 0.35
DISABLED = 0.05
WITH_EMAIL = 0.92
# Holland's types by major group: which two stand out
INTEREST_PEAKS = {
    "0": (5, 4), "1": (1, 0), "2": (3, 1), "3": (3, 1), "4": (2, 4), "5": (3, 0), "6": (4, 0), "7": (0, 1),
    "8": (0, 5),
    "9": (0, 5),
}  # fmt: skip
