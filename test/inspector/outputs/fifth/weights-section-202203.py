"""Propensity scores and weights for the linked cohort."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

MIN_CELL = 10
K_FOLDS = 5


def weights(df, covariates):
    m = LogisticRegression(max_iter=500, C=0.1).fit(df[covariates], df["treated"])
    p = m.predict_proba(df[covariates])[:, 1]
    w = np.where(df["treated"] == 1, 1 / p, 1 / (1 - p))
    return np.clip(w, *np.quantile(w, [0.01, 0.99]))


def suppress(table):
    """Hide counts below the threshold."""
    return table.where(table >= MIN_CELL)
