# Steps
import pandas as pd

raw = pd.read_csv("extract_2024-10-31.csv")
kept = raw[raw["age"].between(18, 95)]
kept = kept.drop_duplicates(["key", "date"])
assert kept.shape[1] == 14
kept.groupby("site").size().to_csv("sizes.csv")
