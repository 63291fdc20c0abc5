import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { NumberedFile } from '../../domain/review/file-view.ts';
import { fileName, type Html } from '../base/layout.ts';
import { momentText, sizeText } from '../base/words.ts';

/** Another package of the project, whatever became of it. */
export interface EarlierPackage {
  readonly exportId: string;
  readonly project: string;
  readonly name: string;
  readonly state: string;
  readonly at: string;
  readonly count: number;
  readonly bytes: number;
  /** Whether people were asked about it, so that its review has a page. */
  readonly wasReviewed: boolean;
}

/** Files on the page that went out before, by number, and with which release; and how many releases were looked through. */
export interface ReleasedBefore {
  readonly marks: ReadonlyMap<NumberedFile['number'], string>;
  readonly releases: number;
}

/** The newest other packages of the project, newest first. */
export function earlierCard(earlier: readonly EarlierPackage[], { releases }: ReleasedBefore, timeZone: string): Html {
  return html`<section class="card"><h2>Other packages of the project</h2>
${earlier.length === 0 ? html`<p class="soft">There are none.</p>` : html`<div class="files" tabindex="0" role="region" aria-label="Other packages"><table><thead><tr><th scope="col">Package</th><th scope="col">State</th><th scope="col">Since</th><th scope="col" class="num">Size</th></tr></thead><tbody>${earlier.map((one) => packageRow(one, timeZone))}</tbody></table></div>`}
<p class="soft small">${releases === 0 ? 'None of them is released.' : `Files that went out with one of the last ${countText(releases, 'release')} are marked in the list of files.`}</p></section>`;
}

function packageRow(
  { exportId, project, name, state, at, count, bytes, wasReviewed }: EarlierPackage,
  timeZone: string,
): Html {
  const number = wasReviewed
    ? html`<a href="/api/review-package/${project}/${exportId}">${exportId}</a>`
    : html`${exportId}`;
  return html`<tr><td>${fileName(name)}<br><span class="small mono">${number}</span></td><td><span class="tag">${stateText(state)}</span></td><td>${momentText(at, timeZone)}</td><td class="num">${countText(count, 'file')}<br>${sizeText(bytes)}</td></tr>`;
}
