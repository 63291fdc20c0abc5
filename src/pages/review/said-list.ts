import { html } from 'hono/html';
import { type Choice, choiceWords } from '../../domain/review/decision.ts';
import type { Html } from '../base/layout.ts';
import { momentText } from '../base/words.ts';
import { remarkOf } from '../notification/notice.ts';

/** What somebody said about a package in a round that is over. */
export interface Said {
  readonly name: string;
  readonly choice: Choice;
  readonly reason: string;
  readonly at: string;
  /** Questions and remarks about single files; `path` only where names may be shown. */
  readonly remarks: readonly SaidOfFile[];
}

export interface SaidOfFile {
  readonly number: number;
  readonly question: boolean;
  readonly text: string;
  readonly path?: string;
}

/** So many remarks of one person are shown. */
const mostRemarks = 50;

/** Who said what, oldest first. */
export function saidList(said: readonly Said[], timeZone: string): Html {
  return html`<ul class="said">${said.map(
    ({ name, choice, reason, at, remarks }) =>
      html`<li><b><bdi>${name}</bdi></b> ${choiceWords[choice].did} <span class="soft">on ${momentText(at, timeZone)}</span>${reason === '' ? '' : html`<blockquote dir="auto">${reason}</blockquote>`}${remarkList(remarks)}</li>`,
  )}</ul>`;
}

export function remarkList(remarks: readonly SaidOfFile[]): Html | '' {
  if (remarks.length === 0) return '';
  const more = remarks.length - mostRemarks;
  return html`<ul>${remarks.slice(0, mostRemarks).map(remarkLine)}</ul>${more > 0 ? html`<p class="soft small">And ${more} more.</p>` : ''}`;
}

function remarkLine(remark: SaidOfFile): Html {
  const { path } = remark;
  return html`<li>${path === undefined ? '' : html`<bdi dir="auto" class="mono">${path}</bdi>: `}<span dir="auto">${remarkOf(remark)}</span></li>`;
}
