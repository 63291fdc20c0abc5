"""Figures of matplotlib in SVG and PDF."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from common import Kit

plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "six", "pdf.fonttype": 42})
kit = Kit("s05")
r = kit.rng
g = np.random.default_rng(kit.seed)


def save(fig, ext, kind, what, base=None):
    name = kit.name(ext)
    fig.tight_layout()
    fig.savefig(kit.path(name), metadata={"Date": None} if ext == "svg" else {"CreationDate": None})
    plt.close(fig)
    kit.label(name, ext, "matplotlib", kind, what, base)


def bars(labels, values, title, ylabel, ext, kind, what, base=None, horizontal=False):
    fig, ax = plt.subplots(figsize=(6, 3.6))
    b = ax.barh(labels, values) if horizontal else ax.bar(labels, values, color=r.choice(["#888", "teal", "#c60"]))
    ax.bar_label(b, padding=2)
    (ax.set_xticks if horizontal else ax.set_yticks)([])
    (ax.set_xlabel if horizontal else ax.set_ylabel)(ylabel)
    ax.set_title(title)
    save(fig, ext, kind, what, base)


bars(["2016", "2017", "2018", "2019"], [31, 6, 44, 28], "Maternal deaths by year", "women", "svg", "small-count", "2017: 6")
bars(["Recht", "Medizin", "Theologie", "Musik"], [412, 388, 4, 57], "Promotionen nach Fach", "Personen", "svg", "small-count", "Theologie: 4", horizontal=True)
bars(["Oslo", "Viken", "Agder", "Troms"], [210, 77, 3, 41], "Selvmord etter fylke", "antall", "pdf", "small-count", "Agder: 3")
bars(list("ABCDEFGHIJ"), [5, 35, 140, 85, 255, 410, 15, 65, 95, 120], "Referrals by clinic (rounded to 5)", "patients", "svg", "rounded", "rounded to 5", 5)
bars(["Law", "Arts", "Dental", "Nursing", "Music", "Maths", "History", "Physics", "Drama"], [100, 300, 700, 1200, 200, 500, 900, 1100, 1300], "Applicants", "applicants", "pdf", "rounded", "rounded to 100", 100, True)
bars(["18-29", "30-44", "45-59", "60+"], [214, 388, 402, 177], "Claimants by age band", "claimants", "svg", "harmless", "all bars from 10 up")
bars(["Nord", "Centre", "Sud"], [12.4, 15.1, 17.8], "Taux de pauvreté", "%", "svg", "harmless", "rates", horizontal=True)

fig, ax = plt.subplots(figsize=(6, 4))
x = np.arange(2008, 2021)
for lab in ("Treated", "Control"):
    ax.plot(x, 20 + np.cumsum(g.normal(.2, .6, x.size)), marker="o", label=lab)
ax.legend()
ax.set_title("Event study: mean hours worked")
save(fig, "svg", "harmless", "means by year")

fig, ax = plt.subplots(figsize=(5, 4))
names = ["Alter", "Bildung", "Tariflohn", "Teilzeit"]
e = g.normal(0, .3, 4)
ax.errorbar(e, names, xerr=.1, fmt="s")
ax.axvline(0, ls=":")
for y, v in zip(names, e):
    ax.annotate(f"{v:.2f}".replace(".", ","), (v, y), textcoords="offset points", xytext=(0, 6))
save(fig, "svg", "harmless", "coefficients")

fig, ax = plt.subplots(figsize=(5, 4))
c = np.corrcoef(g.normal(size=(5, 400)) + g.normal(size=400) * .5)
ax.imshow(c)
for i in range(5):
    for k in range(5):
        ax.text(k, i, f"{c[i, k]:.2f}", ha="center", fontsize=7)
ax.set_xticks(range(5), ["age", "inc", "edu", "hrs", "ten"])
ax.set_yticks(range(5), ["age", "inc", "edu", "hrs", "ten"])
save(fig, "pdf", "harmless", "correlation matrix")

fig, ax = plt.subplots(figsize=(5, 4))
t = np.linspace(0, 60, 80)
ax.plot(t, np.exp(-t / 70), label="stage I")
ax.plot(t, np.exp(-t / 35), label="stage III")
ax.set(xlabel="months", ylabel="modelled survival", ylim=(0, 1))
ax.legend()
save(fig, "svg", "harmless", "fitted Weibull curves")

fig, ax = plt.subplots(figsize=(5, 4))
f = np.linspace(0, 1, 50)
ax.plot(f, f ** .35)
ax.plot(f, f, ls="--")
ax.set_title("ROC curve, AUC = 0.74")
save(fig, "pdf", "harmless", "smoothed ROC curve")

fig, ax = plt.subplots(figsize=(6, 4))
h, edges = np.histogram(g.normal(50, 6, 3000), bins=np.arange(38, 63, 3))
b = ax.bar(edges[:-1] + 1.5, h, width=2.8)
ax.bar_label(b)
ax.set_yticks([])
ax.set_xlabel("Testpunkte")
assert h.min() >= 10
save(fig, "svg", "harmless", "histogram, all bins from 10 up")

fig, ax = plt.subplots(figsize=(6, 4))
v = g.lognormal(10.2, .5, 400)
ax.boxplot(v, whis=(0, 100), vert=False)
for q in (v.min(), v.max()):
    ax.annotate(f"{q:,.0f}", (q, 1), textcoords="offset points", xytext=(0, 14), ha="center")
ax.set_title("Household income: whiskers at minimum and maximum")
save(fig, "svg", "extreme", f"minimum {v.min():,.0f} and maximum {v.max():,.0f}")

fig, ax = plt.subplots(figsize=(6, 5))
n = 18
for k in range(n):
    a = g.uniform(2, 30)
    ax.barh(k, a)
    ax.text(a, k, r.choice([" died", " home", " transfer"]), fontsize=6, va="center")
ax.set_yticks(range(n), [f"patient {k + 1}" for k in range(n)], fontsize=6)
ax.set_xlabel("days on ventilator")
save(fig, "svg", "rows-of-people", "18 patients, one a bar")

fig, ax = plt.subplots(figsize=(6, 4))
t = np.arange(0, 13, 3)
ax.plot(t, [1, .93, .88, .84, .81])
for q, k in zip(t, [88, 61, 33, 17, 4]):
    ax.text(q, .05, str(k), ha="center", fontsize=8)
ax.text(0, .13, "Number at risk (patients)", fontsize=8)
ax.set(ylim=(0, 1), xlabel="months")
save(fig, "pdf", "small-count", "at risk at 12 months: 4")
kit.close()
