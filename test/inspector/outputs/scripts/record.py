"""Records one half: python3 record.py first|second FOLDER"""
import sys

import by_identifiers
import by_libre
import by_more
import by_office
import by_pandas
import by_plots
import by_r
import by_sas
import by_sentences
import by_stata
from half import Half

half = Half(sys.argv[1], sys.argv[2])
by_pandas.write(half)
by_r.write(half)
by_stata.write(half)
by_sas.write(half)
by_office.write(half)
by_r.write(half, by_r.DOCUMENTS)
by_libre.write(half)
by_plots.write(half)
by_identifiers.write(half)
by_more.write(half)
by_sentences.write(half)
half.finish()
