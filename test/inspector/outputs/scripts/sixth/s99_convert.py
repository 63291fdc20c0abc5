"""Last step: LibreOffice turns the waiting workbooks and documents into ODS and PDF, each kind in one run."""
import glob
import os
import subprocess
import sys
import tempfile

folder = sys.argv[2]
prof = tempfile.mkdtemp()
for d in sorted(glob.glob(os.path.join(folder, "_pending_*"))):
    to = d.rsplit("_", 1)[1]
    todo = sorted(glob.glob(d + "/*"))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{prof}", "--headless", "--convert-to", to, "--outdir", folder] + todo,
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=540)
    subprocess.run(["rm", "-rf", d])
subprocess.run(["rm", "-rf", prof])
