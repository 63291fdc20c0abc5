import pandas as pd

df = pd.read_parquet('gcse_resits.parquet')
# test case: MRN K9557584
assert (df['key'] == 'K9557584').sum() <= 1
print(df.groupby('arm')['score'].mean().round(2))
