"""Hands the layouts of lay_r.R to the book."""
import json, os, re, subprocess, tempfile
from lay_py import LAY
HERE = os.path.dirname(os.path.abspath(__file__))
DIR, JOBS = tempfile.mkdtemp(), []
FORMS = {'r_table': ('r-print', 'txt', 'R'), 'r_ftable': ('r-print', 'txt', 'R'), 'r_tibble': ('r-print', 'Rout', 'R'), 'r_dt': ('r-print', 'txt', 'R data.table'), 'r_kable': ('r-print', 'txt', 'R knitr'), 'r_df': ('r-print', 'txt', 'R'),
 'r_csv': ('r-csv', 'csv', 'R'), 'r_csv2': ('r-csv', 'csv', 'R'), 'r_wt': ('r-csv', 'txt', 'R'), 'r_fwrite': ('r-csv', 'tsv', 'R data.table'),
 'r_htmltab': ('html', 'html', 'R htmlTable'), 'r_kablehtml': ('html', 'html', 'R knitr'), 'r_rmd': ('html', 'html', 'R Markdown'), 'r_rmdmd': ('latex-markdown', 'md', 'R knitr'),
 'r_xtable': ('latex-markdown', 'tex', 'R xtable'), 'r_latex': ('latex-markdown', 'tex', 'R knitr'), 'r_pipe': ('latex-markdown', 'md', 'R knitr'), 'r_json': ('json', 'json', 'R jsonlite'), 'r_jsonm': ('json', 'json', 'R jsonlite'),
 'r_openxlsx': ('xlsx', 'xlsx', 'R openxlsx'), 'r_openxlsx2': ('xlsx', 'xlsx', 'R openxlsx'), 'r_docx': ('docx', 'docx', 'R flextable'), 'r_docx2': ('docx', 'docx', 'R officer'), 'r_pptx': ('pptx', 'pptx', 'R officer'), 'r_pptx2': ('pptx', 'pptx', 'R officer'), 'r_pptx3': ('pptx', 'pptx', 'R flextable'),
 'r_svglite': ('svg', 'svg', 'R svglite'), 'r_svgbase': ('svg', 'svg', 'R svglite'), 'r_pdf': ('pdf', 'pdf', 'R ggplot2'), 'r_pdfmosaic': ('pdf', 'pdf', 'R'),
 'p_addmargins': ('r-print', 'Rout', 'R'), 'p_cross': ('r-print', 'txt', 'R gmodels'), 'p_cross2': ('r-print', 'txt', 'R gmodels'), 'p_count': ('r-print', 'Rout', 'R dplyr'), 'p_split': ('r-print', 'Rout', 'R'), 'p_agg': ('r-print', 'txt', 'R'), 'p_tapply': ('r-print', 'txt', 'R'), 'p_by': ('r-print', 'txt', 'R'), 'p_dtN': ('r-print', 'Rout', 'R data.table'), 'p_stattable': ('r-print', 'txt', 'R Epi'), 'p_hmisc': ('r-print', 'txt', 'R Hmisc'), 'p_survey': ('r-print', 'Rout', 'R survey')}
for k, (form, ext, prog) in FORMS.items():
    def fn(T, p, r, k=k):
        n = len(JOBS); c = os.path.join(DIR, f'c{n}.csv'); T.long().to_csv(c, index=False)
        j = dict(fn=k, out=p, counts=c, mode=T.mode, **{x: getattr(T, x) for x in ('title', 'unit', 'slug', 'rl', 'cl', 'rv', 'cv', 'num', 'numlab')})
        if k.startswith('p_'):
            q = os.path.join(DIR, f'p{n}.csv'); T.people(r).drop(columns='event').to_csv(q, index=False); j['people'] = q
        JOBS.append(j)
    LAY.append(dict(fn=fn, form=form, ext=ext, program=prog, need='p' if k.startswith('p_') else 'c', w=1, langs=None, key=k))
def run(seed):
    json.dump(JOBS, open(os.path.join(DIR, 'jobs.json'), 'w'))
    subprocess.run(['Rscript', '--vanilla', os.path.join(HERE, 'lay_r.R'), DIR, str(seed % 10**6)], check=True)
