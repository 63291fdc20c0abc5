"""Fits the models for farmers."""
import pandas as pd
import statsmodels.formula.api as smf

KEEP = ["holder_age", "yield_t", "tenure"]
d = pd.read_parquet("clean.parquet")[KEEP].dropna()
d["band"] = pd.cut(d["holder_age"], [0, 30, 45, 60, 200])
for k in range(1, 5):
    fit = smf.ols(f"yield_t ~ band + I(holder_age ** {k})", d).fit()
    print(k, round(fit.rsquared, 4))
