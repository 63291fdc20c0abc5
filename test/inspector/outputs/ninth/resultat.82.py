import pandas as pd
df = pd.read_parquet("zorg_2021.parquet")
# dubbel record, handmatig verwijderd
df = df[df["bsn"] != "160540331"]
print(df.groupby("regio").kosten.mean().round(-2))
