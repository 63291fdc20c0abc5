import { html } from 'hono/html';
import { shortNumber } from '../../domain/base/door.ts';
import { summedUp } from '../../domain/inspection/round-evidence.ts';
import { fileName, type Html, type Page, type Visitor } from '../../pages/base/layout.ts';
import { verdictsText } from '../../pages/base/verdict-words.ts';
import type { PackageOfReader } from '../package-view.ts';
import { addressOf } from './address.ts';

/** Where whoever reads begins: what they have still to open, and what they have opened. */
export function startPage(packages: readonly PackageOfReader[], visitor: Visitor): Page {
  const isOpened = ({ evidence, left }: PackageOfReader) => evidence !== undefined && left === 0;
  const opened = packages.filter(isOpened);
  const body = html`<h1>The reading room</h1>
<section class="card"><h2>To open</h2>${toOpen(packages.filter((one) => !isOpened(one)))}</section>
${opened.length === 0 ? '' : html`<section class="card"><h2>Opened</h2><p>Of these you have opened every file that is to open.</p>${table(opened)}</section>`}
${decideNote(packages)}`;
  return { title: 'The reading room', body, visitor, home: '/api/read' };
}

function toOpen(packages: readonly PackageOfReader[]): Html {
  if (packages.length > 0) return table(packages);
  return html`<p>No package has a file that you still have to open.</p>
<p>A package comes here once its files are frozen and you are asked whether they may leave. It goes once its files are deleted. Of an older one, or one that you were asked about later, open the review page: its link leads here.</p>`;
}

/** The room knows what was opened; what was decided the other app knows. */
function decideNote(packages: readonly PackageOfReader[]): Html | '' {
  const review = packages.findLast(({ about }) => about !== undefined)?.about?.review;
  if (review === undefined) return '';
  return html`<p>What still waits for your decision, and until when, says <a href="${new URL('/api/mine#waits', review).href}">your inbox</a>.</p>`;
}

function table(packages: readonly PackageOfReader[]): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Package</th><th scope="col">Project</th><th scope="col">In its files</th><th scope="col">You opened</th><th scope="col">Review</th></tr></thead>
<tbody>${packages.map(row)}</tbody></table>`;
}

function row({ key, about, evidence, round, toOpen: all, left }: PackageOfReader): Html {
  const number = shortNumber(key.exportId);
  const verdicts = evidence === undefined ? 'nobody has looked into them yet' : verdictsText(summedUp(evidence, ''));
  return html`<tr><td class="wide"><a href="${addressOf(key.exportId, { round })}">${about === undefined ? `Package ${number}` : fileName(about.name)}</a> <span class="soft small">${about === undefined ? '' : number}</span></td>
<td data-label="Project"><bdi>${key.project}</bdi></td>
<td data-label="In its files"><span>${verdicts}</span></td>
<td class="nowrap" data-label="You opened">${evidence === undefined ? '' : `${all - left} of ${all}`}</td>
<td data-label="Review">${about === undefined ? '' : html`<a href="${about.review}#decide">Decide<span class="hidden"> about ${about.name}</span></a>`}</td></tr>`;
}
