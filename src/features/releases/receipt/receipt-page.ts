import { html } from 'hono/html';
import type { ReceiptPayload } from '../../../domain/lifecycle/receipt.ts';
import { choiceWords } from '../../../domain/review/decision.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import { momentText } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import { releasesHref } from '../hrefs.ts';
import { receiptFacts, receiptSentence, receiptTitles } from './receipt-words.ts';

export interface ShownReceipt {
  /** Of its operation, by which the pages of the desk lead to it. */
  readonly at: Parameters<typeof operationHref>[1] & { readonly door: Parameters<typeof operationHref>[0] };
  /** The end of its name. */
  readonly name: string;
  readonly jws: string;
  /** Missing where the signature is not good. */
  readonly good?: {
    readonly stated: ReceiptPayload;
    readonly key: string;
    readonly names: ReadonlyMap<string, string>;
    /** The checkpoint of the witnessed log to which its proof leads; undefined where it has none. */
    readonly log: { readonly origin: string; readonly size: number } | undefined;
  };
  readonly problem?: string;
  readonly now: Date;
  /** Of its project; undefined where the definition cannot be read. */
  readonly zone: string | undefined;
}

export function receiptPage(shown: ShownReceipt, visitor: DeskVisitor): Page {
  const { at, name, jws, good, problem, now, zone } = shown;
  const place = operationHref(at.door, at);
  const file = `${place.replace('/desk/', '/')}/receipts/${name}`;
  const title = good === undefined ? `Receipt ${name}` : receiptTitles[good.stated.kind];
  const body = html`
<h1>${title}</h1>
${
  good === undefined
    ? html`<div class="note bad" role="alert"><p>Signature not good: ${problem}. What it says proves nothing.</p></div>`
    : html`<p class="lead"><bdi>${receiptSentence(good.stated, zone)}</bdi></p>
<div class="note good" role="status"><p>Signature good, as Sallyport checked at ${momentText(now.toISOString(), zone)} with the key <code>${good.key}</code>.</p>
<p>${good.log === undefined ? 'Not in the witnessed log: that is signed once an hour, and older receipts never come into it.' : html`In the witnessed log <bdi>${good.log.origin}</bdi>, among its first ${good.log.size} leaves.`}</p></div>
${decisionsCard(good.stated, good.names, zone)}
<section class="card"><h2>What it states</h2><dl class="facts">${receiptFacts(good.stated, zone).map(([label, value]) => html`<dt>${label}</dt><dd><bdi dir="auto">${value}</bdi></dd>`)}</dl></section>`
}
<section class="card"><h2>The signed text</h2>
<p class="small">A compact JWS, which anyone verifies without Sallyport: <code>sallyport receipts verify ${name}.jws --keys keys.json</code>.</p>
<pre class="small">${jws}</pre>
<p class="links"><a href="${file}">As a file</a> · ${good?.log === undefined ? '' : html`<a href="${file}?as=proof">Its proof</a> · `}<a href="/api/receipts/keys">Public keys</a> · <a href="${place}">Its history</a></p></section>`;
  return deskPage(visitor, { title, here: releasesHref, body });
}

function decisionsCard(
  { kind, decisions }: ReceiptPayload,
  names: ReadonlyMap<string, string>,
  zone: string | undefined,
): Html | '' {
  if (decisions === undefined) return '';
  const whole = decisions.length === 0 ? html`<p>Nobody was asked: its project wants no review.</p>` : '';
  return html`<section class="card"><h2>${kind === 'release' ? 'Who approved it' : 'Who had decided'}</h2>${whole}
${
  decisions.length === 0
    ? ''
    : html`<table class="cards"><thead><tr><th scope="col">Who</th><th scope="col">Said</th><th scope="col">When</th></tr></thead>
<tbody>${decisions.map(({ approver, choice, at }) => html`<tr><td class="wide"><bdi>${names.get(approver) ?? ''}</bdi><br><code class="small">${approver}</code></td><td data-label="Said">${choiceWords[choice].did}</td><td data-label="When">${momentText(at, zone)}</td></tr>`)}</tbody></table>`
}</section>`;
}
