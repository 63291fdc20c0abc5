# second look at the finished files: reads each back as text, and tests what can be tested for its kind
import os, re, json, zipfile
def read(p):
    e = p.rsplit(".", 1)[1]
    if e in ("docx", "pptx"):
        z = zipfile.ZipFile(p); t = ""
        for n in sorted(z.namelist()):
            if re.match(r"word/document|ppt/slides/slide", n): x = re.sub(r"</(?:w:p|a:p|w:tr|a:tr)>", "\x1f", re.sub(r"</(w:p|a:p)></(w:tc|a:txBody)>", "\t", z.read(n).decode())); t += re.sub(r"\x1f", "\n", re.sub(r"<[^>]*>", "", x)) + "\n"
        return t
    if e == "xlsx":
        import openpyxl; return "\n".join("\t".join("" if x is None else str(x) for x in r) for w in openpyxl.load_workbook(p) for r in w.iter_rows(values_only=True))
    if e == "pdf":
        return ""   # text drawn as glyphs; the same builders are checked in the other forms
    return open(p, encoding="utf-8").read()
SMALL = re.compile(r"(?<![\d.,:/\-_A-Za-z])[1-9](?![\d.,:/\-_%A-Za-z])")
def run(labels, out, show=False):
    bad = 0
    for l in labels:
        p = os.path.join(out, l["name"])
        if not os.path.exists(p): print("missing", l["name"]); bad += 1; continue
        t = read(p); k = l["kind"]; sz = os.path.getsize(p); l["program"] = l["program"]
        err = None
        if sz < 40 or sz > 1e6: err = "size %d" % sz
        if l["form"] in ("json", "notebook"): json.loads(t)
        if l["form"] == "notebook" and k != "identifier" and '"outputs": [\n' not in t: err = "no outputs"
        if k == "small-count" and t and not re.search(r"(?<![\d.])[1-9](?![\d.])", t): err = "no small count"
        if re.search(r"@(n1|n2|df|c1|c2|rg|id|ag|dt|title)\b", t): err = "token left"
        if k in ("harmless", "rounded") and re.search(r"\b(Min\.|Max\.|Minimum|Maximum|minimum|maximum)\b", t.replace("maximum likelihood", "").replace("Maximum Likelihood", "")): err = "min/max"
        if re.search(r"Error in |Traceback", t): err = "error in text"
        if err: bad += 1; print("AUDIT", l["name"], k, l["form"], err)
    print("audit: %d files, %d bad" % (len(labels), bad))
