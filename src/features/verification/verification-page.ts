import { html } from 'hono/html';
import type { z } from 'zod';
import { incidentChain, systemChain } from '../../domain/audit/audit-event.ts';
import { countText } from '../../domain/base/count-text.ts';
import type { Frozen } from '../../domain/base/frozen.ts';
import { type Html, type Page, refusalNote } from '../../pages/base/layout.ts';
import type { SentPage } from '../../pages/base/page-form.ts';
import { momentText, shortName } from '../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../pages/desk/desk-page.ts';
import { type DeskLook, lookForm } from '../../pages/desk/look-form.ts';
import type { proofs } from './proofs-schema.ts';

/** What a verification found, or a part of one that goes on by its continuation. */
export type ShownProofs = Frozen<z.infer<typeof proofs>>;

export interface Verification {
  readonly at: Date;
  /** Empty for all projects. */
  readonly project: string;
  readonly proofs?: ShownProofs;
  readonly refusal?: string;
}

export function verificationPage(
  { at, project, proofs, refusal }: Verification,
  visitor: DeskVisitor,
  sent?: SentPage,
): Page {
  const body = html`
<h1>Verification of the records</h1>
<p class="lead">${project === '' ? 'Of all projects and the system' : `Of ${called(project)}`}, <span class="nowrap">as of ${momentText(at.toISOString())}</span>.</p>
<p class="soft">For operators and auditors: whether anybody changed, removed or added something behind the back of the control plane. <a href="${deskPaths.audit}">Back to the audit</a></p>
${refusalNote(refusal)}
${proofs === undefined ? '' : verdict(proofs, project)}
<section class="card"><h2>Verify again</h2>${lookForm(verifyForm(project), sent)}</section>`;
  return deskPage(visitor, { title: 'Verification', here: deskPaths.verification, body });
}

function called(chain: string): string {
  if (chain === incidentChain) return 'incidents';
  return chain === systemChain ? 'the system' : chain;
}

/** It verifies the records of a project, or all of them where the field is empty. */
function verifyForm(project: string): DeskLook {
  return {
    ...{ send: deskPaths.look, label: 'Verify', button: 'Verify now', asked: { project } },
    fields: ({ named, value }) =>
      html`<label>Project <span class="soft small">(all without one)</span><input ${named('project')} value="${value('project')}" maxlength="100"></label>`,
  };
}

function verdict(proofs: ShownProofs, project: string): Html {
  const wrong = wrongIn(proofs);
  const { ok, events, chains, receipts, continuation } = proofs;
  const whole = chains.filter((chain) => chain.ok);
  return html`${wrong.length > 0 ? note('bad', `${countText(wrong.length, 'thing is', 'things are')} wrong. The first: ${wrong[0]?.what}: ${wrong[0]?.why}`) : ''}
${ok ? note('good', `Everything agrees: ${countText(events, 'line')} in ${countText(chains.length, 'chain')}, and ${countText(receipts.verified, 'receipt')}.`) : ''}
${!ok && wrong.length === 0 && continuation === undefined ? note('bad', 'Nothing is wrong in this last part; an earlier part named what is.') : ''}
${continuation === undefined ? '' : goesOn(project, continuation, wrong.length)}
${
  wrong.length === 0
    ? ''
    : html`<section class="card"><h2>What is wrong</h2><table class="cards"><thead><tr><th scope="col">What</th><th scope="col">Why</th></tr></thead>
<tbody>${wrong.map(({ what, why }) => html`<tr><td class="wide name"><bdi>${shortName(what, 200)}</bdi></td><td class="wide"><bdi dir="auto">${shortName(why, 600)}</bdi></td></tr>`)}</tbody></table></section>`
}
${
  whole.length === 0
    ? ''
    : html`<section class="card"><h2>What was verified</h2><details><summary>${countText(receipts.verified, 'receipt')} and ${countText(whole.length, 'chain')} are whole</summary>
<ul>${whole.map((chain) => html`<li>${called(chain.chain)}: ${countText(chain.count, 'line')}</li>`)}</ul></details></section>`
}`;
}

function note(mood: 'good' | 'bad' | '', sentence: string): Html {
  return html`<div class="note ${mood}" role="status"><p>${shortName(sentence, 600)}</p></div>`;
}

function goesOn(project: string, continuation: string, wrong: number): Html {
  const query = new URLSearchParams(project === '' ? { continuation } : { project, continuation });
  return html`<div class="note" role="status"><p>This is not the whole: the time of one answer was over, or much is wrong. ${wrong === 0 ? 'So far nothing of this part is wrong.' : ''}</p>
<p><a href="${deskPaths.verification}?${query}">Go on with the rest</a></p></div>`;
}

function wrongIn({
  chains,
  receipts,
  findings,
}: ShownProofs): readonly { readonly what: string; readonly why: string }[] {
  return [
    ...chains.flatMap((chain) =>
      chain.ok ? [] : [{ what: `chain ${chain.chain}, line ${chain.line}`, why: chain.why }],
    ),
    ...receipts.bad.map(({ name, why }) => ({ what: `receipt ${name}`, why })),
    ...findings.map(({ record, key, why }) => ({ what: `${record} ${key}`, why })),
  ];
}
