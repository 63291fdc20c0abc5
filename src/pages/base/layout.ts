import { html, raw } from 'hono/html';
import { styleSheet } from './style.ts';
import { shortName } from './words.ts';

/** Escaped HTML; a plain string put into a template is escaped, this is not. */
export type Html = ReturnType<typeof html>;

export interface Visitor {
  readonly name: string;
  readonly antiForgery: string;
}

/** No page has scripts; the security headers forbid them. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly visitor?: Visitor;
  readonly narrow?: boolean;
  /** Links to the pages beside this one; `here` is the address of the one that is shown. */
  readonly navigation?: Navigation;
  /** What stands in the header of every page beside the name: a search. */
  readonly search?: Html | undefined;
  /** What the page is for, for whoever comes by the keyboard: the first link. */
  readonly skip?: MessageLink;
  /** Where the name at the top leads: to `/api/` unless the app has another page to begin with. */
  readonly home?: string;
}

export interface Navigation {
  readonly label: string;
  readonly places: readonly MessageLink[];
  readonly here: string;
}

export async function renderPage({
  title,
  body,
  visitor,
  narrow = false,
  navigation,
  search,
  skip,
  home = '/api/',
}: Page): Promise<string> {
  const corner = visitor === undefined ? '' : signedIn(visitor);
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Sallyport</title>
<style>${raw(styleSheet)}</style>
</head>
<body class="${narrow ? 'narrow' : ''}">
${skip === undefined ? '' : html`<a class="skip" href="${skip.href}">${skip.label}</a>`}
<header class="top"><a class="brand" href="${home}">Sallyport</a>${search ?? ''}<div class="who"><a href="/api/help">Help</a>${corner}</div></header>
${navigation === undefined ? '' : navigationOf(navigation)}
<main>
${body}
</main>
</body>
</html>`;
  return document.toString();
}

function signedIn(visitor: Visitor): Html {
  return html`<bdi>${visitor.name}</bdi>
<form method="post" action="/api/sign-out"><input type="hidden" name="antiForgery" value="${visitor.antiForgery}"><button class="link">Sign out</button></form>`;
}

function navigationOf({ label, places, here }: Navigation): Html {
  return html`<nav class="places" aria-label="${label}">${places.map(
    ({ label: place, href }) => html`<a href="${href}"${href === here ? html` aria-current="page"` : ''}>${place}</a> `,
  )}</nav>`;
}

/** A file name that people outside chose: isolated from the text around it, cut when long, whole in the tooltip. */
export function fileName(name: string): Html {
  return html`<bdi dir="auto" class="mono" title="${name}">${shortName(name)}</bdi>`;
}

/** Why what somebody sent was not done; it has the focus when the page opens. Nothing when nothing was refused. */
export function refusalNote(refusal: string | undefined): Html | '' {
  if (refusal === undefined) return '';
  return html`<div class="note bad" role="alert" tabindex="-1" autofocus><p>${refusal}</p></div>`;
}

interface MessageParts {
  readonly visitor?: Visitor;
  readonly links?: readonly MessageLink[];
  /** What somebody typed and would lose: it stands there to be copied. */
  readonly toCopy?: string;
}

export function messagePage(
  title: string,
  sentences: readonly string[],
  { visitor, links = [], toCopy = '' }: MessageParts = {},
): Page {
  const body = html`<h1>${title}</h1><div class="card">${sentences.map((sentence) => html`<p>${sentence}</p>`)}
${toCopy === '' ? '' : copyField(toCopy)}
${links.map(({ label, href }) => html`<a class="button plain" href="${href}">${label}</a> `)}</div>`;
  return visitor === undefined ? { title, body, narrow: true } : { title, body, narrow: true, visitor };
}

function copyField(text: string): Html {
  return html`<label class="field" for="copy">What you typed, to be copied</label>
<textarea id="copy" class="long" readonly dir="auto">${text}</textarea>`;
}

export interface MessageLink {
  readonly label: string;
  readonly href: string;
}
