#!/bin/sh
# rebuild everything (R, /usr/bin/python3 with pandas/statsmodels/openpyxl, pandoc, soffice, pspp)
cd "$(dirname "$0")"; mkdir -p ../files
nice Rscript real.R
/usr/bin/python3 rows.py
for b in small arith miss extreme ident rows_office round round2 harm extra; do /usr/bin/python3 build.py $b.bundle; done
nice /usr/bin/python3 pyreal.py; /usr/bin/python3 sent.py; /usr/bin/python3 merge.py
