"""The example of Crawford, Garthwaite & Ryan's program that R singcar's tests quote."""

import numpy as np


def crawford_case_78() -> tuple[np.ndarray, np.ndarray]:
    """n = 18: scores 100 ± 15, covariate 13 ± 3, r = .65 exactly; the case has 78 and 13."""
    rng = np.random.default_rng(3)
    raw = rng.normal(size=(18, 2))
    raw -= raw.mean(axis=0)
    u, _ = np.linalg.qr(raw)
    unit = u * np.sqrt(17)
    scores = 100 + 15 * (0.65 * unit[:, 0] + np.sqrt(1 - 0.65**2) * unit[:, 1])
    return scores, 13 + 3 * unit[:, 0]
