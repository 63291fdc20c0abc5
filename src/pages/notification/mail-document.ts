import { html, raw } from 'hono/html';

/** A link of a mail, as a line of the text and a button of the HTML. */
export interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** `place` is the project, or empty. */
interface Shown {
  readonly place: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
  readonly links: readonly MailLink[];
  readonly signature: string;
}

const font = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const body = `margin:0 0 14px;${font};font-size:16px;line-height:24px;color:#1d2429;overflow-wrap:anywhere;word-break:break-word`;
const small = `margin:0;${font};font-size:13px;line-height:20px;color:#55616b`;

/** Dark colours for those who read in the dark; Outlook's apps mark the mail with `data-ogsc` in place of the media query. */
const dark = [
  ['back', 'background-color:#14191d'],
  ['card', 'background-color:#1c2328;border-color:#333e46'],
  ['ink', 'color:#e6ebee'],
  ['soft', 'color:#a3b0b9'],
  ['button', 'background-color:#7cc4e4;border-color:#7cc4e4'],
  ['label', 'color:#0d1a21'],
] as const;

function darkRules(prefix: string): string {
  return dark.map(([name, rules]) => `${prefix}.${name}{${rules.replaceAll(/(;|$)/g, ' !important$1')}}`).join('\n');
}

const styles = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:620px){.pad{padding-left:16px !important;padding-right:16px !important}.wide{width:100% !important}}
@media (prefers-color-scheme:dark){
${darkRules('')}
}
${darkRules('[data-ogsc] ')}`;

/**
 * A mail as a document that holds in Outlook (tables, styles at each element, and a fixed width for its word processor), in Gmail and on a
 * phone. Buttons are links; nothing is loaded from anywhere.
 */
export async function mailDocument({ place, heading, paragraphs, items, links, signature }: Shown): Promise<string> {
  const document = await html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${heading}</title>
<style>${raw(styles)}</style>
</head>
<body class="back" style="margin:0;padding:0;background-color:#f6f7f8">
<table role="presentation" class="back" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f6f7f8"><tr><td align="center" style="padding:24px 8px">
${raw('<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->')}
<div role="main" lang="en" style="max-width:600px;text-align:left">
<p class="soft pad" style="${small};padding:0 28px 10px"><strong>Sallyport</strong>${place === '' ? '' : html` · ${place}`}</p>
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#ffffff;border:1px solid #d9dfe3;border-radius:10px"><tr><td class="pad" style="padding:24px 28px 10px">
<h1 class="ink" style="margin:0 0 14px;${font};font-size:21px;line-height:28px;font-weight:600;color:#1d2429;overflow-wrap:anywhere;word-break:break-word">${heading}</h1>
${paragraphs.map((paragraph) => html`<p class="ink" style="${body}">${paragraph}</p>\n`)}
${items.length === 0 ? '' : html`<ul class="ink" style="${body};padding-left:22px">${items.map((item) => html`<li style="margin:0 0 6px">${item}</li>`)}</ul>`}
${links.length === 0 ? '' : buttons(links)}
</td></tr></table>
<p class="soft pad" style="${small};padding:14px 28px 0">${signature}</p>
</div>
${raw('<!--[if mso]></td></tr></table><![endif]-->')}
</td></tr></table>
</body>
</html>
`;
  return document.toString();
}

/** One button below the other, all of one weight: no mail presses for an answer. The cell has the colour, since Outlook gives a link none. */
function buttons(links: readonly MailLink[]) {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:6px 0 4px">${links.map(
    ({ label, url }) => html`<tr><td style="padding:0 0 12px">
<table role="presentation" class="wide" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" bgcolor="#0b5a7a" align="center" style="background-color:#0b5a7a;border:1px solid #0b5a7a;border-radius:8px;padding:11px 20px"><a class="label" href="${url}" style="${font};font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none">${label}</a></td></tr></table>
</td></tr>`,
  )}</table>`;
}
