import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Problem } from '../../../domain/base/errors.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';
import type { Consequence } from '../../impact/domain/consequence.ts';
import { isEnding } from '../../impact/domain/consequence-kinds.ts';

export interface CheckShown {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly changes: readonly { readonly sentence: string; readonly waits: boolean; readonly why: string }[];
  /** What it would replace; null for nothing. */
  readonly base: unknown;
  readonly whyWaits: string | null;
  readonly whoMayNot: string | null;
  readonly consequences: readonly Consequence[];
  readonly endings: string | null;
  /** SHA-256 of the text that was checked: no other is put without a check. */
  readonly digest: string;
}

export interface ChangeForm {
  /** Where its forms are sent: `check` and `put` stand behind it. */
  readonly address: string;
  readonly title: string;
  /** The definition that stands there while nobody typed another. */
  readonly text: string;
  readonly etag?: string;
  readonly checked?: CheckShown;
  readonly isOpen: boolean;
}

const changeSteps = { check: 'check', put: 'put' } as const;

/** Name of the form, at both of its steps. */
export const changeName = 'definition';

/** The form for a definition: first it is checked, and what was checked can be put. What was typed stays through both. */
export function changeForm({ address, title, text, etag, checked, isOpen }: ChangeForm): DeskForm {
  const step = checked?.ok === true ? changeSteps.put : changeSteps.check;
  const fields = (form: FormFields) => html`${checked === undefined ? '' : checkResult(checked)}
${step === changeSteps.put ? html`<details><summary>The definition as JSON</summary>${jsonField(form, text)}</details>` : jsonField(form, text)}
${form.hidden('checked', checked?.digest ?? '')}${form.hidden('endings', checked?.endings ?? '')}
<label class="field" for="reason-of-change">Reason <span class="soft">(for the audit, and for whoever confirms it)</span></label>
<textarea id="reason-of-change" ${form.named('reason')} dir="auto" maxlength="1000"${step === changeSteps.put ? html` required` : ''}>${form.value('reason')}</textarea>
${step === changeSteps.put ? html`<button class="button plain" ${form.pressed} formaction="${address}/${changeSteps.check}">Check again</button> ` : ''}`;
  return {
    name: changeName,
    action: `${address}/${step}`,
    title,
    what:
      step === changeSteps.put
        ? `It comes into force as it was checked. What makes the rules weaker waits for a second operator.${checked?.endings ? ` ${endsWords}` : ''}`
        : 'The check says what is wrong with it, who would have to confirm it and what it would bring about. It changes nothing.',
    button:
      step === changeSteps.check
        ? 'Check'
        : checked?.endings
          ? 'Stop and end that, and put it in force'
          : 'Put it in force',
    fields,
    reason: 'none',
    isOpen: isOpen || checked !== undefined,
    ...(etag === undefined ? {} : { etag }),
  };
}

function jsonField(form: FormFields, text: string): Html {
  return html`<label class="field" for="definition">Definition (JSON)</label>
<textarea id="definition" class="long" ${form.named('definition')} spellcheck="false" required>${form.value('definition', text)}</textarea>`;
}

const endsWords = 'What it stops or ends is marked above.';

function checkResult(checked: CheckShown): Html {
  const { ok, problems, changes, whyWaits, whoMayNot, consequences } = checked;
  return html`<div class="note ${ok ? 'good' : 'bad'}" role="status" tabindex="-1" autofocus><p>${verdict(checked)}</p>
${whyWaits === null ? '' : html`<p>${whyWaits}</p>`}${whoMayNot === null ? '' : html`<p>${whoMayNot}</p>`}</div>
${problems.length === 0 ? '' : problemTable(problems)}
${changes.length === 0 ? '' : html`<h3>What changes</h3><ul class="said">${changes.slice(0, most).map(({ sentence, waits, why }) => html`<li><bdi dir="auto">${sentence}</bdi> <span class="tag${waits ? ' wait' : ''}">${waits ? 'waits' : 'at once'}</span> <span class="small soft">${why}</span></li>`)}</ul>${more(changes.length)}`}
${
  consequences.length === 0
    ? ''
    : html`<h3>What it brings about</h3><ul class="said">${consequences
        .toSorted(endingsFirst)
        .slice(0, most)
        .map(
          (one) =>
            html`<li><bdi dir="auto">${one.sentence}</bdi>${isEnding(one) ? html` <span class="tag bad">stops or ends</span>` : ''}${touched(one.touches)}</li>`,
        )}</ul>${more(consequences.length)}`
}`;
}

/** What is stopped or ended comes first, so that it is never cut off. */
const endingsFirst = (one: Consequence, other: Consequence) => Number(isEnding(other)) - Number(isEnding(one));

/** Longer lists are cut. */
const most = 50;

function more(count: number): Html | '' {
  return count <= most ? '' : html`<p class="soft">… and ${count - most} more.</p>`;
}

function touched(touches: Consequence['touches']): Html | '' {
  if (touches.length === 0) return '';
  return html`<details><summary>What it concerns (${touches.length})</summary><ul>${touches.slice(0, most).map(({ sentence }) => html`<li><bdi dir="auto">${sentence}</bdi></li>`)}</ul></details>`;
}

function verdict({ ok, problems, changes, whoMayNot }: CheckShown): string {
  if (problems.length > 0) return `${countText(problems.length, 'problem')}. Nothing was changed.`;
  if (!ok || whoMayNot !== null) return 'You may not put it. Nothing was changed.';
  return changes.length === 0 ? 'Nothing is wrong with it, and nothing would change.' : 'Nothing is wrong with it.';
}

function problemTable(problems: readonly Problem[]): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Where</th><th scope="col">What is wrong</th><th scope="col">Found</th></tr></thead>
<tbody>${problems
    .slice(0, most)
    .map(
      ({ path, message, value }) =>
        html`<tr><td data-label="Where"><code>${path ?? 'all'}</code></td><td data-label="Wrong" class="wide">${message}</td><td data-label="Found" class="wide"><code>${value}</code></td></tr>`,
    )}</tbody></table>${more(problems.length)}`;
}
