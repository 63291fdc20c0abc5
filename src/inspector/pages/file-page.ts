import { html } from 'hono/html';
import type { ClaimedOutput } from '../../domain/inspection/claim.ts';
import type { FileDetail, FilePlaces, Place } from '../../domain/inspection/evidence.ts';
import { fileName, type Html, type Page, type Visitor } from '../../pages/base/layout.ts';
import { reasonWords, verdictWords } from '../../pages/base/verdict-words.ts';
import { sizeText } from '../../pages/base/words.ts';
import { byWeight } from '../by-weight.ts';
import type { ColumnName } from '../coverage-words.ts';
import type { Opening } from '../opening.ts';
import type { FileInPackage, PackageView } from '../package-view.ts';
import { ruleById } from '../rules/index.ts';
import { actAddress, addressOf } from './address.ts';
import { claimCard } from './claim-card.ts';
import { coverageCard } from './coverage-card.ts';
import { openedText, placeText, timesText, titleOf } from './finding-words.ts';

interface FileParts {
  readonly view: Pick<PackageView, 'key' | 'files' | 'evidence'>;
  readonly file: FileInPackage;
  readonly detail: FileDetail;
  /** What reports of checkers say of it. */
  readonly claims: readonly ClaimedOutput[];
  readonly content: Html;
  /** Where a place in the file is shown, if anywhere. */
  readonly placeAddress: (place: Place) => string | undefined;
  readonly columnName: ColumnName;
  readonly opening: Opening;
  readonly visitor: Visitor;
  readonly downloads: boolean;
}

export function filePage(parts: FileParts): Page {
  const { view, file, detail, claims, content, columnName, opening, visitor } = parts;
  const { exportId } = view.key;
  const { number, entry, evidence } = file;
  const { word, tone } = evidence === undefined ? { word: 'waiting', tone: '' } : verdictWords[evidence.verdict];
  const to = (other: number, label: string) =>
    html`<a class="button plain" href="${addressOf(exportId, { file: other, round: opening.round })}">${label}</a> `;
  const body = html`<p><a href="${addressOf(exportId, { round: opening.round })}">Package <span class="mono">${exportId}</span></a></p>
<h1>File ${number} <span class="tag ${tone}">${word}</span></h1>
<p>${fileName(entry.path)} <span class="soft">${sizeText(entry.size)}</span></p>
${entry.role === undefined ? '' : html`<p><strong>Context: shown to you, never released.</strong></p>`}
${findingsOf(parts)}
${claimCard(claims)}
${detail.coverage === undefined ? '' : coverageCard(detail.coverage, columnName)}
${content}
${typeof view.evidence === 'string' ? '' : seenForm(exportId, number, parts)}
<p>${number > 1 ? to(number - 1, 'File before') : ''}${number < view.files.length ? to(number + 1, 'Next file') : ''}</p>`;
  return { title: `File ${number}`, body, visitor, home: '/api/read' };
}

function seenForm(exportId: string, file: number, { opening, visitor, downloads }: FileParts): Html {
  const to = (act: 'seen' | 'download') => actAddress(exportId, file, opening.round, act);
  return html`<form class="card" method="post" action="${to('seen')}"><input type="hidden" name="antiForgery" value="${visitor.antiForgery}">
<p>${openedText(opening)}${opening.seen.has(file) ? ' This file is one that you have seen.' : ''}</p>
<button class="button">Seen, next</button>${downloads ? html` <button class="button plain" formaction="${to('download')}">Save the file</button>` : ''}</form>`;
}

function findingsOf(parts: FileParts): Html | '' {
  const { evidence } = parts.file;
  if (evidence === undefined || (evidence.findings.length === 0 && evidence.notChecked.length === 0)) return '';
  return html`<section class="card"><h2>What was found</h2><ul class="plain">
${byWeight(evidence.findings).map(({ rule, count, severity }) => {
  const tone = verdictWords[severity].tone;
  const found = parts.detail.places.find((one) => one.rule === rule)?.places ?? [];
  return html`<li><h3>${titleOf(rule)} <span class="tag ${tone}">${verdictWords[severity].word}</span> <span class="soft small">${timesText(count)}</span></h3>
<p>${ruleById.get(rule)?.says ?? ''}</p>${placesView(found, parts)}</li>`;
})}
${evidence.notChecked.map((reason) => html`<li class="soft">${reasonWords[reason]}</li>`)}
</ul></section>`;
}

function placesView(
  places: FilePlaces[number]['places'],
  { placeAddress, columnName }: Pick<FileParts, 'placeAddress' | 'columnName'>,
): Html | '' {
  const told = places
    .map((place) => ({ text: placeText(place), to: placeAddress(place), name: columnName(place) }))
    .filter(({ text }) => text !== '');
  if (told.length === 0) return '';
  return html`<p class="soft">${told.map(
    ({ text, to, name }, index) =>
      html`${index === 0 ? '' : '; '}${to === undefined ? text : html`<a href="${to}">${text}</a>`}${name === undefined ? '' : html` (<bdi>${name}</bdi>)`}`,
  )}</p>`;
}
