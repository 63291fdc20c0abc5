import { html } from 'hono/html';
import type { z } from 'zod';
import type { comparedVersions } from '../../../api/schemas/project.ts';
import type { Frozen } from '../../../domain/base/frozen.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { momentText } from '../../../pages/base/words.ts';
import { type DeskLook, type LookFields, lookForm } from '../../../pages/desk/look-form.ts';

/** A definition that was accepted once; who put it and why, where the audit was asked. */
export interface VersionLine {
  readonly hash: string;
  readonly at: string;
  readonly inForce: boolean;
  readonly by?: string;
  readonly reason?: string;
}

export type ComparedLines = Frozen<z.infer<typeof comparedVersions>>;

interface ShownVersions {
  readonly compared: ComparedLines | undefined;
  readonly isWhole: boolean;
  readonly timeZone: string;
  readonly sent: SentPage | undefined;
}

/** The versions of a definition, newest first, and what changed between two of them. */
export function versionsCard(
  address: string,
  versions: readonly VersionLine[],
  { isWhole, ...shownAs }: ShownVersions,
): Html {
  const shown = isWhole ? versions : versions.slice(0, mostVersions);
  const more = isWhole
    ? ''
    : html`<p><a href="${address}?history=yes#versions">${versions.length > shown.length ? `All ${versions.length} versions, with who put each and why` : 'Who put each, and why'}</a></p>`;
  return html`<section class="card" id="versions"><h2>Versions</h2>
<table class="cards"><thead><tr><th scope="col">Accepted</th><th scope="col">Hash</th><th scope="col">State</th>${isWhole ? html`<th scope="col">By</th><th scope="col">Reason</th>` : ''}</tr></thead>
<tbody>${shown.map((line) => versionRow(address, line, isWhole, shownAs.timeZone))}</tbody></table>${more}
${versions.length < 2 ? '' : compareForm(address, versions, shownAs)}
${shownAs.compared === undefined ? '' : comparedList(shownAs.compared)}</section>`;
}

const mostVersions = 5;

function versionRow(
  address: string,
  { hash, at, inForce, by, reason }: VersionLine,
  isWhole: boolean,
  timeZone: string,
): Html {
  const told = isWhole
    ? html`<td data-label="By"><bdi>${by ?? 'not in the audit'}</bdi></td><td data-label="Reason" class="wide"><bdi dir="auto">${reason ?? ''}</bdi></td>`
    : '';
  return html`<tr><td data-label="Accepted">${momentText(at, timeZone)}</td><td data-label="Hash"><a href="${address}/versions/${hash}"><code title="${hash}">${hash.slice(0, 8)}</code></a></td>
<td data-label="State">${inForce ? html`<span class="tag good">in force</span>` : html`<span class="soft">earlier</span>`}</td>${told}</tr>`;
}

function compareForm(
  address: string,
  versions: readonly VersionLine[],
  { compared, timeZone, sent }: Omit<ShownVersions, 'isWhole'>,
): Html {
  const [last, before] = versions;
  const choose = ({ named, value }: LookFields, name: 'from' | 'to', label: string, usual: string | undefined) => {
    const chosen = value(name, usual);
    return html`<label>${label} <select ${named(name)}>${versions.map(
      ({ hash, at }) =>
        html`<option value="${hash}"${hash === chosen ? html` selected` : ''}>${momentText(at, timeZone)}, ${hash.slice(0, 8)}</option>`,
    )}</select></label> `;
  };
  const look: DeskLook = {
    ...{ send: `${address}/look#versions`, label: 'Compare two versions', button: 'Compare' },
    asked: { from: compared?.from ?? undefined, to: compared?.to },
    fields: (form) => html`${choose(form, 'from', 'From', before?.hash)}${choose(form, 'to', 'to', last?.hash)}`,
  };
  return html`<h3>What changed</h3>${lookForm(look, sent)}`;
}

function comparedList({ from, to, changes }: ComparedLines): Html {
  const sides = `From ${from === null ? 'nothing' : from.slice(0, 8)} to ${to.slice(0, 8)}`;
  if (changes.length === 0) return html`<p>${sides}: nothing differs.</p>`;
  return html`<p>${sides}:</p><ul class="said">${changes.map(({ sentence }) => html`<li><bdi dir="auto">${sentence}</bdi></li>`)}</ul>`;
}
