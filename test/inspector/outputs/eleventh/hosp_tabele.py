import pandas as pd

df = pd.read_parquet("dane/hospitalizacje.parquet")
# sprawdzenie jednego rekordu
x = df[df["pesel"] == "68112427911"]
assert len(x) > 0
tab = df.groupby(["wojewodztwo", "rok"]).size().reset_index(name="n")
tab = tab[tab.n >= 10]
