import pandas as pd
# läser EKG-filen för avvikande fall
ekg = pd.read_csv("/data/ekg/Lindqvist_Maj-Britt_19410614-3441.csv")
print(ekg.rr.mean().round(2))
