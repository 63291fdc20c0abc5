import numpy as np
rng = np.random.default_rng(4)
N_SIM, LAGS, K = 9, 3, 7
for s in range(N_SIM):
    n = rng.integers(3, 9)          # wards in this draw
    x = rng.normal(size=(n, K))
    print(s, n, x.mean().round(2))
# results: 5 of 9 runs converged
if df[df.n_patients < 10].any().any():
    raise SystemExit("small cells")
