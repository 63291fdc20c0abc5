import { html } from 'hono/html';
import { systemChain } from '../../../domain/audit/audit-event.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { type KnownNames, nameOf } from '../../../domain/history/known-names.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';
import { type DeskLook, lookForm } from '../../../pages/desk/look-form.ts';

/** What somebody chose in the form above the audit; what is empty asks nothing. */
export type AuditFilters = Readonly<Record<string, string>>;

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What there is to choose from, with how often it is met. */
export interface AuditChoices {
  /** So many lines were counted, the newest. */
  readonly counted: number;
  readonly kinds: readonly Choice[];
  readonly actors: readonly Choice[];
}

export const noChoices: AuditChoices = { counted: 0, kinds: [], actors: [] };

/** The kinds and the people of these lines, the most frequent first. */
export function choicesIn(events: readonly AuditEvent[], names: KnownNames): AuditChoices {
  return {
    counted: events.length,
    kinds: counted(
      events.map(({ kind }) => kind),
      (kind) => kind,
    ),
    actors: counted(
      events.map(({ actor }) => actor),
      (actor) => nameOf(names, actor),
    ),
  };
}

function counted(values: readonly string[], textOf: (value: string) => string): Choice[] {
  return [...Map.groupBy(values, (value) => value)]
    .toSorted(([one, of], [other, most]) => most.length - of.length || one.localeCompare(other))
    .map(([value, all]) => ({ value, text: `${textOf(value)} (${all.length.toLocaleString('en-GB')})` }));
}

/** Folded while nothing is narrowed. */
export function filterForm(filters: AuditFilters, choices: AuditChoices, sent: SentPage | undefined): Html {
  const { counted: lines } = choices;
  const isNarrowed = ['project', 'operation', 'actor', 'kind', 'since', 'until'].some(
    (name) => filters[name] !== undefined,
  );
  return html`<details class="act"${isNarrowed ? html` open` : ''}><summary>Narrow it: project, operation, person, kind, days</summary>
${lookForm(narrowing(filters, choices), sent)}
${lines === 0 ? '' : html`<p class="soft small">Counted in the newest ${lines.toLocaleString('en-GB')} lines of this project, operation and time.</p>`}</details>`;
}

function narrowing(asked: AuditFilters, { kinds, actors }: AuditChoices): DeskLook {
  return {
    ...{ send: deskPaths.look, label: 'Narrow the audit', button: 'Show', asked },
    fields: ({ named, value }) => {
      const text = (name: string, label: string, hint: string, type: 'text' | 'date') =>
        html`<label>${label} <span class="soft small">(${hint})</span><input type="${type}" ${named(name)} value="${value(name)}" maxlength="300"></label>`;
      return html`${text('project', 'Project', `or ${systemChain}`, 'text')}${text('operation', 'Dataset or package', 'its whole number', 'text')}
<label>Who did it${select(named('actor'), 'Anybody', actors, value('actor'))}</label><label>Kind${select(named('kind'), 'Every kind', kinds, value('kind'))}</label>
${text('since', 'From', 'a day', 'date')}${text('until', 'Up to', 'a day', 'date')}`;
    },
    more: html` <a class="button plain" href="${deskPaths.audit}">Everything</a>`,
  };
}

/** What is chosen stays, also where no line has it: an address may name an e-mail, or the beginning of a kind. */
function select(named: Html, all: string, choices: readonly Choice[], chosen: string): Html {
  const known = chosen === '' || choices.some(({ value }) => value === chosen);
  const own = known ? choices : [...choices, { value: chosen, text: chosen }];
  return html`<select ${named}><option value="">${all}</option>${own.map(
    ({ value, text }) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
  )}</select>`;
}
