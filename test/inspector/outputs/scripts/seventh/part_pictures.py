"""Figures of matplotlib as SVG and PDF, with texts kept as text."""
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from common import label, rng_for

matplotlib.rcParams["svg.fonttype"] = "none"
matplotlib.rcParams["svg.hashsalt"] = "seed"
matplotlib.rcParams["pdf.fonttype"] = 42


def main():
    g = np.random.default_rng(17)

    def save(name, form, kind, what, fig, base=None):
        fig.savefig(label(name, form, "matplotlib", kind, what, base), metadata={"Date": None} if form == "svg" else {"CreationDate": None})
        plt.close(fig)

    def bars(names, n, title):
        fig, ax = plt.subplots(figsize=(6, 4))
        ax.bar_label(ax.bar(names, n))
        ax.set_title(title)
        return fig

    save("mpl_leaving.svg", "svg", "small-count", "bar label 7", bars(["permanent", "agency", "trainee"], [118, 43, 7], "Leavers by contract"))
    save("mpl_opnames.svg", "svg", "harmless", "bar labels above nine", bars(["Gent", "Brugge", "Aalst"], [318, 241, 187], "Opnames per ziekenhuis"))
    save("mpl_demandeurs.svg", "svg", "rounded", "bar labels in tens with a note", bars(["Nord", "Sud", "Est", "Ouest", "Centre"], [1240, 860, 430, 970, 310], "Demandeurs (arrondi à 10)"), 10)
    fig, ax = plt.subplots(figsize=(6, 4))
    ax.plot(range(2005, 2020), 40 + np.cumsum(g.normal(0, 1, 15)))
    ax.set_ylabel("Przypadki na 100 000")
    save("mpl_trend.pdf", "pdf", "harmless", "trend of a rate", fig)
    fig, ax = plt.subplots(figsize=(6, 4))
    for n, (a, b) in enumerate([(34, 212), (51, 188), (67, 301), (72, 144)]):
        ax.plot(a, b, "o")
        ax.annotate(f"ID {[1108, 1120, 1164, 1201][n]} (age {a})", (a, b))
    ax.set_ylabel("ferritin")
    save("mpl_annot.svg", "svg", "rows-of-people", "points with the number and age of patients", fig)
    fig, ax = plt.subplots(figsize=(6, 4))
    ax.pie([61.4, 37.4, 1.2], labels=["heltid", "deltid", "vilande"], autopct="%.1f%%")
    ax.set_title("Lärare efter tjänstgöring (n = 500)")
    save("mpl_pie.svg", "svg", "arithmetic", "1.2 % of 500 is 6", fig)
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.hist(g.normal(50, 10, 800), bins=20, density=True)
    ax.annotate("max: 412 days (one resident)", (60, .03))
    save("mpl_hist.pdf", "pdf", "extreme", "text with the largest value", fig)
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.errorbar([1, 2, 3], [1.1, .8, 1.4], yerr=.1, fmt="s")
    ax.set_xticks([1, 2, 3], ["Modell 1", "Modell 2", "Modell 3"])
    ax.set_ylabel("Odds Ratio")
    save("mpl_forest.svg", "svg", "harmless", "odds ratios", fig)
