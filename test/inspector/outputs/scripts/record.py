"""Records one half: python3 record.py first|second FOLDER"""
import sys

import by_pandas
import by_r
import by_sas
import by_stata
from half import Half

half = Half(sys.argv[1], sys.argv[2])
by_pandas.write(half)
by_r.write(half)
by_stata.write(half)
by_sas.write(half)
half.finish()
print(half.name, len(half.labels))
