"""Files that R prints and writes: jobs for record.R, and what it tells of each."""
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

here = Path(__file__).resolve().parent
# form: {kind: layouts}
PLAN = {
    'first': {
        'r-print': {
            'small-count': 'a_table a_summary a_margins a_ftable a_xtabs a_frame a_aggregate a_survfit a_cross a_tapply a_table',
            'harmless': 'a_lm a_glm a_cox a_chisq a_prop a_anova large_print', 'rounded': 'round_print',
            'rows-of-people': 'a_head a_dput', 'extreme': 'a_summary_age a_tapply_summary',
            'missing-rows': 'a_lm_missing a_table_missing', 'arithmetic': 'a_hidden_print',
        },
        'r-csv': {
            'small-count': 'a_csv a_csv_long a_csv2 a_txt a_tsv a_two a_one a_tableone a_rates a_csv',
            'harmless': 'a_tidy_csv a_cor_csv a_quantiles_csv large_csv', 'rounded': 'round_csv round_csv2',
            'rows-of-people': 'a_people_csv a_years_csv a_turned_csv', 'extreme': 'a_range_csv', 'arithmetic': 'a_hidden_csv',
        },
        'html': {'small-count': 'a_kable_html a_xtable_html', 'harmless': 'a_kable_tidy large_html', 'rounded': 'round_html'},
        'latex-markdown': {'small-count': 'a_kable_md a_kable_tex'},
        'json': {'small-count': 'a_json'},
    },
    'second': {
        'r-print': {
            'small-count': 'b_ftable b_table b_tibble b_datatable b_array b_shares b_cut b_survdiff b_cox b_summarise b_life',
            'harmless': 'b_lm b_t b_coefs b_tukey b_zph large_print', 'rounded': 'round_print round_print',
            'rows-of-people': 'b_tibble_people b_glimpse', 'extreme': 'b_quantile b_describe', 'missing-rows': 'b_cox_missing',
        },
        'r-csv': {
            'small-count': 'b_csv b_csv_turned b_csv_years b_fwrite b_long b_footer b_cells b_bars b_columns b_persons b_long',
            'harmless': 'b_glance_csv b_means_csv b_share_csv b_ci large_csv', 'rounded': 'round_csv round_csv2',
            'rows-of-people': 'b_people_csv b_turned_print', 'extreme': 'b_range_csv', 'missing-rows': 'b_csv_missing', 'arithmetic': 'b_hidden_csv',
        },
        'html': {'small-count': 'b_kable_html b_flextable_html', 'harmless': 'large_html', 'rounded': 'round_html', 'arithmetic': 'b_hidden_html'},
        'latex-markdown': {'small-count': 'b_xtable_tex b_kable_simple', 'harmless': 'b_kable_tex'},
        'json': {'small-count': 'b_json', 'rows-of-people': 'b_json_people'},
    },
}
DOCUMENTS = {
    'first': {
        'xlsx': {'small-count': 'a_openxlsx'},
        'docx': {'small-count': 'a_flextable_docx a_pandoc_docx a_pandoc_docx a_flextable_docx'},
        'pptx': {'small-count': 'a_officer_pptx a_notes_pptx a_lines_pptx a_pandoc_pptx a_output_pptx a_officer_pptx', 'harmless': 'large_pptx rates_pptx', 'rounded': 'round_pptx', 'rows-of-people': 'people_pptx'},
        'html': {'small-count': 'a_rmd_html', 'harmless': 'a_rmd_model'},
        'svg': {'small-count': 'a_bars_svg', 'harmless': 'a_plain_svg'},
        'pdf': {'small-count': 'a_bars_pdf'},
    },
    'second': {
        'xlsx': {'small-count': 'b_openxlsx'},
        'docx': {'small-count': 'b_officer_docx b_pandoc_docx b_footnote_docx b_officer_docx'},
        'pptx': {'small-count': 'b_flextable_pptx b_hidden_pptx b_notes_pptx b_flextable_pptx', 'harmless': 'large_pptx rates_pptx', 'rounded': 'round_pptx', 'rows-of-people': 'people_pptx'},
        'html': {'small-count': 'b_rmd_html'},
        'latex-markdown': {'small-count': 'b_rmd_md'},
        'svg': {'small-count': 'b_tiles_svg b_pie_svg', 'harmless': 'b_plain_svg'},
        'pdf': {'small-count': 'b_table_pdf'},
    },
}
PROGRAMS = {'kable': 'R knitr', 'xtable': 'R xtable', 'flextable': 'R flextable', 'officer': 'R officer', 'notes_pptx': 'R officer', 'lines_pptx': 'R officer', 'hidden_pptx': 'R officer', 'large_pptx': 'R officer',
            'rates_pptx': 'R officer', 'round_pptx': 'R officer', 'people_pptx': 'R officer', 'pandoc': 'pandoc', 'output_pptx': 'pandoc', 'b_notes_pptx': 'pandoc', 'footnote_docx': 'pandoc', 'rmd': 'R Markdown', 'openxlsx': 'R openxlsx', 'svg': 'R svglite'}
BASES = {'first': [5, 3, 10, 7, 6], 'second': [10, 7, 5, 6, 3]}


def jobs_of(plan):
    """Every layout once for each time that the plan names it."""
    plan = [(form, kind, layout) for form, kinds in plan.items() for kind, layouts in kinds.items() for layout in layouts.split()]
    return [(at, form, kind, layout) for at, (form, kind, layout) in enumerate(plan, 1)]


def job_for(h, folder, at, kind, layout):
    w = h.latin() if layout == 'a_cross' or layout.endswith('_pdf') else h.topic()
    d = pd.concat([h.small(w) for _ in range(4)]) if kind == 'rounded' else h.small(w) if kind in ('small-count', 'rows-of-people') else h.large(w).head(6000)
    (folder / f'people-{at}.csv').write_text(d.to_csv(index=False))
    kinds = {'O': 'character', 'i': 'integer', 'f': 'numeric'}
    words = {key: value for key, value in vars(w).items() if not key.isupper() or len(key) == 1}
    return w, {'at': at, 'layout': layout, 'people': f'people-{at}.csv', 'words': {**words, 'base': BASES[h.name][at % 5]},
               'levels': {name: list(d[name].cat.categories) for name in d if d[name].dtype == 'category'},
               'classes': ['character' if d[name].dtype == 'category' else kinds[d[name].dtype.kind] for name in d]}


def run(h, folder, script, listed):
    """Has R make the files of some jobs, and gives what it tells of each."""
    made = {at: job_for(h, folder, at, kind, layout) for at, _, kind, layout in listed}
    (folder / 'jobs.json').write_text(json.dumps([job for _, job in made.values()], ensure_ascii=False))
    subprocess.run(['Rscript', '--vanilla', str(here / script), str(folder)], check=True, env={'LANG': 'C.UTF-8', 'PATH': '/usr/bin:/bin', 'HOME': str(folder), 'TZ': 'UTC', 'OMP_NUM_THREADS': '1'})
    told = [json.loads(line) for line in (folder / 'labels.jsonl').read_text().splitlines()]
    return {label['at']: (made[label['at']][0], label) for label in told}


def write(h, plans=PLAN):
    listed = jobs_of(plans[h.name])
    folder = Path(tempfile.mkdtemp())
    told = {}
    while len(told) < len(listed):
        for at, found in run(h, folder, 'record.R', [job for job in listed if job[0] not in told]).items():
            kind = next(job[2] for job in listed if job[0] == at)
            counts = np.atleast_1d(found[1]['counts']).astype(float)
            varied = len(set(counts)) > 6 if kind == 'rounded' else True
            if varied and (kind != 'small-count' or np.any((counts >= 1) & (counts <= 9))):
                told[at] = (found[0], {**found[1], 'bytes': (folder / found[1]['file']).read_bytes()})
    for at, form, kind, layout in listed:
        w, label = told[at]
        extension = label['file'].rsplit('.', 1)[1]
        program = PROGRAMS.get(layout) or next((name for part, name in PROGRAMS.items() if part in layout), 'R')
        what = label['what'] + (f' to {label["base"]}' if label.get('base') else '')
        h.put(w, form, extension, program, label['bytes'], kind, what, None if label['counts'] == [] else np.atleast_1d(label['counts']), label.get('base'))
    shutil.rmtree(folder)
