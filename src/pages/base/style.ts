import { createHash } from 'node:crypto';

/** The only style sheet of all pages: system fonts, light and dark by the reader's setting, tables that become cards on a phone. */
export const styleSheet = `
:root{color-scheme:light dark;--bg:#f6f7f8;--card:#fff;--ink:#1d2429;--soft:#55616b;--line:#d9dfe3;--edge:#7c8790;--accent:#0b5a7a;--accent-ink:#fff;--bad:#9a2617;--bad-bg:#fbeae7;--good:#1e6b3a;--good-bg:#e6f4ea;--wait:#7a4d00;--wait-bg:#fdf2dc}
@media (prefers-color-scheme:dark){:root{--bg:#14191d;--card:#1c2328;--ink:#e6ebee;--soft:#a3b0b9;--line:#333e46;--edge:#75828c;--accent:#7cc4e4;--accent-ink:#0d1a21;--bad:#ff9d8d;--bad-bg:#3b1f1b;--good:#8ad6a4;--good-bg:#19301f;--wait:#f0c070;--wait-bg:#362a14}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
a{color:var(--accent)}
header.top{display:flex;justify-content:space-between;align-items:center;gap:1rem;flex-wrap:wrap;max-width:68rem;margin:0 auto;padding:1rem 1.25rem .25rem}
.brand{font-weight:650;letter-spacing:.01em;color:var(--ink);text-decoration:none}
.who{display:flex;gap:.75rem;align-items:center;color:var(--soft);font-size:.9rem}
.who form{margin:0}
nav.places{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;max-width:68rem;margin:0 auto;padding:.25rem 1.25rem}
nav.places a{padding:.3rem 0;text-decoration:none}nav.places a[aria-current]{color:var(--ink);font-weight:650;border-bottom:2px solid var(--accent)}
details.act{border:1px solid var(--line);border-radius:10px;background:var(--card);padding:.6rem 1rem;margin:0 0 .75rem}
details.act.end{border-inline-start:4px solid var(--bad)}.warning{color:var(--bad)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(25rem,100%),1fr));gap:0 1rem;align-items:start}
.chart{display:block;width:100%;max-width:28rem;height:auto;margin:.6rem 0;font-size:13px}.chart text{fill:var(--soft)}.chart text.name{fill:var(--ink)}.chart .grid{stroke:var(--line)}.chart .axis{stroke:var(--soft)}
summary{cursor:pointer;padding:.2rem 0}details.act>summary{font-weight:650}
main{max-width:68rem;margin:0 auto;padding:.5rem 1.25rem 4rem}
.narrow main,.narrow header.top,.narrow nav.places{max-width:46rem}
h1{font-size:1.6rem;line-height:1.25;margin:1rem 0 .75rem}
h2{font-size:1.1rem;margin:0 0 .6rem}
p{margin:.4rem 0 .8rem}
.lead{color:var(--soft);font-size:1.05rem;margin-bottom:1.25rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem;margin:0 0 1rem}
.soft{color:var(--soft)}.small{font-size:.88rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.nowrap{white-space:nowrap}.name{font-weight:600}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem;margin:0}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.lines td{white-space:pre-wrap;border:0;padding-block:.1rem}.lines td.num{white-space:nowrap}.bytes td{white-space:pre}.bytes td:not(.num){padding-inline:.6rem}.lines .num,.rows .num{width:1%}
.picture{display:block;max-width:100%;height:auto;background:#fff;border:1px solid var(--line)}
.scroll{overflow:auto}mark{background:var(--wait-bg);color:var(--wait);border-radius:4px;padding:0 .2rem;font-weight:600}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em;overflow-wrap:anywhere}
pre{background:var(--bg);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem;margin:.4rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{margin:.4rem 0;padding:.1rem 0 .1rem .9rem;border-inline-start:3px solid var(--line);white-space:pre-line;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:.94rem}
th{text-align:start;font-weight:600;color:var(--soft);font-size:.85rem;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
td{padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}
.num{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
td.num:last-child,th.num:last-child{padding-inline-end:0}
.tag{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.84rem;white-space:nowrap;border:1px solid var(--line);color:var(--soft)}
.tag.good{color:var(--good);background:var(--good-bg);border-color:transparent}.tag.bad{color:var(--bad);background:var(--bad-bg);border-color:transparent}.tag.wait{color:var(--wait);background:var(--wait-bg);border-color:transparent}
.note{border-radius:8px;padding:.7rem .9rem;margin:0 0 1rem;background:var(--wait-bg);color:var(--wait)}
.note.bad{background:var(--bad-bg);color:var(--bad)}.note.good{background:var(--good-bg);color:var(--good)}
.note p{margin:.2rem 0}
fieldset{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem 1.25rem;margin:0 0 1rem;min-width:0}
legend{float:left;width:100%;font-weight:650;font-size:1.1rem;padding:0;margin:0 0 .6rem}
legend~*{clear:both}
label.tick{display:flex;gap:.6rem;align-items:flex-start;margin:.35rem 0}
label.tick input{width:1.15rem;height:1.15rem;margin:.2rem 0 0;flex:none;accent-color:var(--accent)}
label.field{display:block;font-weight:600;margin:.7rem 0 .3rem}
input.text,select{width:100%;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:8px;padding:.45rem .7rem}
textarea{width:100%;min-height:5.5rem;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:8px;padding:.55rem .7rem}
textarea.long{min-height:22rem;font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.button{display:inline-block;font:inherit;font-weight:600;text-decoration:none;cursor:pointer;border-radius:8px;border:1px solid var(--accent);background:var(--accent);color:var(--accent-ink);padding:.5rem 1.15rem;margin:.6rem 0 0}
.button.plain{background:transparent;color:var(--accent)}
.button.deny{background:transparent;border-color:var(--bad);color:var(--bad)}
.link{font:inherit;background:none;border:0;padding:0;color:var(--accent);cursor:pointer;text-decoration:underline}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(14rem,100%),1fr));gap:1rem;align-items:start}
.chosen{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.files{max-height:28rem;overflow:auto}.files th.num:first-child{width:4rem}
.jump{position:sticky;bottom:0;z-index:1;display:flex;justify-content:flex-end;align-items:center;gap:1rem;margin:0 -1.25rem 1rem;padding:.4rem 1.25rem .6rem;background:var(--card);border-top:1px solid var(--line)}.jump .button{margin:0}
html{scroll-padding-block-end:5rem}.skip{position:absolute;inset-inline-start:-100vw}.skip:focus{inset-inline-start:1rem;inset-block-start:.5rem;z-index:2;padding:.3rem .8rem;background:var(--card)}
ul.plain{list-style:none;padding:0;margin:0}ul.plain.card{padding:.6rem 1.25rem;margin:0 0 1rem}ul.plain>li{padding:.5rem 0;border-bottom:1px solid var(--line)}ul.plain>li:last-child{border-bottom:0}ul.plain h3{margin:.2rem 0}h3 .tag{font-weight:400}
.chips{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1rem}.filter .chips{width:100%;margin:0}.chips .tag{font-family:inherit;line-height:inherit;text-decoration:none;padding:.2rem .8rem;background:none;cursor:pointer}.chips .tag[aria-current]{color:var(--ink);border-color:var(--accent);font-weight:650}
details.card{padding:.7rem 1.25rem}details.card>summary{padding:0}details.card>summary h2{display:inline;margin:0}details.card[open]>summary{margin-bottom:.6rem}
details.raw{display:inline-block;max-width:100%;font-size:.85rem}details.raw>summary{color:var(--soft);padding:0}details.more>summary{padding:.5rem 0;color:var(--accent)}
table.brief td.what{min-width:16rem}table.brief td.what a{font-weight:600}table.brief td.what .small{display:block}
.note h2{margin:0}.note ul,td>ul{margin:.2rem 0;padding-inline-start:1.2rem}
.said{padding-inline-start:1.2rem}.said>li{margin:.3rem 0;overflow-wrap:anywhere}h3{font-size:1rem;margin:.8rem 0 .3rem}
.bad{color:var(--bad)}svg.span{display:block;width:100%;min-width:6rem;height:4px;margin-top:.35rem}svg.span .all{fill:var(--line)}svg.span .part{fill:var(--accent)}
.guide h2,.guide table,.guide pre{margin-block:1.2rem .6rem}.guide h2:first-child{margin-top:0}
p,li,summary,h1,h2,h3{overflow-wrap:anywhere}ul.told{list-style:none;margin:0;padding:0}ul.told>li{padding:.35rem 0;border-bottom:1px solid var(--line)}ul.told>li:last-child{border-bottom:0}
.remark{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:6px;padding:.2rem .4rem;width:100%;min-width:9rem}
.filter{margin:0 0 1rem;display:flex;gap:.5rem 1rem;flex-wrap:wrap;align-items:end}.filter label{max-width:100%}.filter input,.filter select{font:inherit;width:auto;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:8px;padding:.4rem .6rem;display:block;max-width:100%}
.search{display:flex;gap:.5rem;margin-inline-start:auto;align-items:center}.search .button{margin:0;padding:.3rem .8rem}.search input[type=search]{font:inherit;font-size:.9rem;width:13rem;max-width:100%;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:8px;padding:.3rem .6rem}
@media (max-width:40rem){
.search{order:1;width:100%;margin:0}header.top{row-gap:.4rem;padding-top:.6rem}nav.places{row-gap:0}nav.places a{padding:.15rem 0}.search label{flex:auto}.search input[type=search]{width:100%}
.nowrap{white-space:normal}.jump .button{flex:auto;text-align:center}
dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.5rem}
table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.cards tr{display:block;padding:.55rem 0;border-bottom:1px solid var(--line)}
table.cards tr:last-child{border-bottom:0}
table.cards td{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.12rem 0;text-align:end}
table.cards td::before{content:attr(data-label);color:var(--soft);font-size:.85rem;text-align:start;flex:none}
table.brief.cards td{display:inline;padding:0 .4rem 0 0}table.brief.cards td.desk{display:none}table.brief.cards td::before{content:none}
table.cards td.wide{display:block;text-align:start}table.cards td.wide>.hidden{position:static;width:auto;height:auto;clip-path:none}table.cards td.wide::before,table.cards td.none{display:none}
table.brief.cards td.why{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-size:.88rem}
}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--edge:#777;--accent:#000;--bad:#000;--bad-bg:#fff;--good:#000;--good-bg:#fff;--wait:#000;--wait-bg:#fff}
.button,header.top,.jump,nav.places,.chips,.links,.filter{display:none}.files{max-height:none}}
`;

/** The style sheet's hash as a Content-Security-Policy source: no other style can run, inline ones included. */
export const styleSource = `'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`;
