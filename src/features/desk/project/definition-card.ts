import { html } from 'hono/html';
import { calendarOf } from '../../../domain/base/business-calendar.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { usualBusinessDays } from '../../../domain/project/approval-rules.ts';
import type { PowerPlan } from '../../../domain/project/compute-definition.ts';
import { namedComputes } from '../../../domain/project/compute-definition.ts';
import type { ApprovalRules, Project, UploadRules } from '../../../domain/project/project.ts';
import type { ProjectDisclosure } from '../../../domain/project/project-disclosure.ts';
import { governanceList, recipientsText } from '../../../pages/base/governance-list.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { limitText } from '../../../pages/base/limit-text.ts';
import { sizeText } from '../../../pages/base/words.ts';

/** Its people have a table of their own. */
export function definitionCard(project: Project): Html {
  const { tier, starts, ends, governance = [], release, hibernated, channels, egress } = project;
  return html`<section class="card"><h2>What the definition says</h2>
<dl class="facts">
<dt>Runs</dt><dd>${starts} to ${ends} (UTC, both days included)</dd>
<dt>Rests on</dt><dd>${governanceList(governance)}${project.closeAfterLapse === undefined ? '' : html`<br>It is closed for good ${countText(project.closeAfterLapse, 'month')} after the first of these days is over.`}</dd>
<dt>Results go to</dt><dd>${recipientsText(release)}${namedRecipients(project.people.recipients)}</dd>
<dt>Tier</dt><dd>${tier}</dd>
<dt>Approval</dt><dd>${approvalText(egress.approval)}</dd>
<dt>Reading room</dt><dd>${disclosureText(egress.disclosure)}${egress.downloads ? '; files may be saved from it' : ''}</dd>
<dt>Context</dt><dd>${egress.context ? 'files in _context are shown to approvers and never released' : 'no package may bring any'}</dd>
${limitsRow(egress.limits)}<dt>Working time</dt><dd>${calendarText(project)}</dd>
<dt>Kept</dt><dd>frozen copies ${countText(egress.keepFrozenDays, 'day')} after their end, what was returned ${countText(egress.keepReturnedDays, 'day')}</dd>
<dt>Channels</dt><dd>${channels.length === 0 ? 'none' : channels.map(({ name, kind }) => `${name} (${kind})`).join(', ')}</dd>
</dl>
<h3>Doors</h3>${doorTable(project)}
<h3>Computes</h3>${hibernated ? html`<p>The project is hibernated: all of them are off, and none is deleted.</p>` : ''}${budgetLine(project)}${keepingLine(project)}${computes(project)}
<details><summary>The definition as JSON</summary><pre>${JSON.stringify(project, null, 2)}</pre></details>
</section>`;
}

/** A project without a list of recipients has no such line. */
function namedRecipients(recipients: Project['people']['recipients'] = []): Html | '' {
  if (recipients.length === 0) return '';
  return html`<ul>${recipients.map(({ name, organisation, until }) => html`<li><bdi>${name}</bdi>, <bdi>${organisation}</bdi>${until === undefined ? '' : ` until ${until}`}</li>`)}</ul>`;
}

/** A project without limits has no such line. */
function limitsRow(limits: Project['egress']['limits'] = []): Html | '' {
  if (limits.length === 0) return '';
  return html`<dt>Limits</dt><dd><ul>${limits.map((limit) => html`<li>${limit.name}: ${limitText(limit)}</li>`)}</ul></dd>`;
}

function approvalText(rules: ApprovalRules): string {
  if (!rules.required) return 'not required: packages are released without review';
  const { quorum, independent, deadlineDays, deadlineBusinessDays, blind, onDeadline, escalateAtPercent } = rules;
  const days =
    deadlineDays === undefined
      ? countText(deadlineBusinessDays ?? usualBusinessDays, 'working day')
      : countText(deadlineDays, 'day');
  const outside = independent === 0 ? '' : `, ${independent} of them independent`;
  const then = onDeadline === 'return' ? 'then the package goes back' : 'then it stays open and people are told';
  const seen = blind ? 'nobody who decides sees the others' : 'decisions are seen while it is open';
  return `${countText(quorum, 'approval')}${outside}, within ${days}; ${then}. ${seen[0]?.toUpperCase()}${seen.slice(1)}; it escalates at ${escalateAtPercent} % of its time.`;
}

function disclosureText({ thresholds, rounding, allowedTypes, viewing }: ProjectDisclosure): string {
  const { minCount, minResidualDof, maxRows, maxTextLength } = thresholds;
  const seen = viewing === 'required' ? 'must open' : 'need not open';
  return `counts from ${minCount}, residual degrees of freedom from ${minResidualDof}, tables up to ${countText(maxRows, 'row')}, cells up to ${countText(maxTextLength, 'character')}, counts rounded to ${rounding.join(', ') || 'nothing'}. Types that leave without a written reason: ${allowedTypes.join(', ') || 'none'}. Approvers ${seen} what is to be opened.`;
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function calendarText(project: Project): string {
  const { timeZone, days, open, close, holidays } = calendarOf(project);
  const names = days.toSorted().map((day) => dayNames[day - 1]);
  return `${names.join(', ')}, ${open} to ${close}, ${timeZone}; ${countText(holidays.length, 'holiday')}`;
}

const doorRows: readonly (readonly [label: string, text: (rules: UploadRules) => string])[] = [
  ['Most files', ({ maxFiles }) => maxFiles.toLocaleString('en-GB')],
  ['Most bytes', ({ maxBytes }) => sizeText(maxBytes)],
  ['Kinds of files', ({ allowedExtensions }) => allowedExtensions?.join(', ') ?? 'every kind'],
  ['A file outside a folder', ({ singleFiles }) => (singleFiles === 'allow' ? 'may pass' : 'is refused')],
  [
    'Complete',
    ({ quietSeconds, requireMarker }) =>
      requireMarker ? 'with the marker _COMPLETE' : `after ${countText(quietSeconds, 'second')} without a change`,
  ],
  ['Gives up', ({ giveUpHours }) => `after ${countText(giveUpHours, 'hour')}`],
  ['Under way at once', ({ maxOpen }) => String(maxOpen)],
  ['Listed as refused', ({ maxIdle }) => `at most ${countText(maxIdle, 'name')}`],
  ['Malware scan', ({ malwareScan }) => malwareScan],
];

function doorTable({ ingress, egress }: Project): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Rule</th><th scope="col">Datasets come in</th><th scope="col">Results leave</th></tr></thead>
<tbody>${doorRows.map(
    ([label, text]) =>
      html`<tr><td data-label="Rule">${label}</td><td data-label="Datasets">${text(ingress)}</td><td data-label="Results">${text(egress)}</td></tr>`,
  )}</tbody></table>`;
}

function keepingLine({ compute: { keepComputeDays } }: Project): Html {
  if (keepComputeDays === undefined) return html``;
  return html`<p>All of them are deleted ${countText(keepComputeDays, 'day')} after the end of the project; people are told a week before.</p>`;
}

function budgetLine({ compute: { budgetHours } }: Project): Html {
  if (budgetHours === undefined) return html``;
  return html`<p>Machines and instances may run ${countText(budgetHours, 'hour')} a month together.</p>`;
}

interface ComputeRow {
  readonly name: string;
  readonly kind: string;
  readonly size: string;
  readonly runs: string;
}

/** Longer lists are folded. */
const mostComputes = 10;

function computes({ compute }: Project): Html {
  const rows: ComputeRow[] = namedComputes(compute).map((one) => {
    const runs =
      'minNodes' in one
        ? `${one.minNodes} to ${countText(one.maxNodes, 'node')}`
        : `${powerText(one.power)}${idleText(one.idleMinutes)}`;
    return { name: one.name, kind: one.kind, size: one.size, runs };
  });
  if (rows.length === 0) return html`<p class="soft">None.</p>`;
  const table = html`<table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Size</th><th scope="col">Runs</th></tr></thead>
<tbody>${rows.map(
    ({ name, kind, size, runs }) =>
      html`<tr><td data-label="Name">${name}</td><td data-label="Kind">${kind}</td><td data-label="Size">${size}</td><td data-label="Runs">${runs}</td></tr>`,
  )}</tbody></table>`;
  return rows.length <= mostComputes
    ? table
    : html`<details><summary>${countText(rows.length, 'compute')}</summary>${table}</details>`;
}

function idleText(idleMinutes: number | undefined): string {
  return idleMinutes === undefined ? '' : `, off after ${idleMinutes} idle minutes`;
}

function powerText(power: PowerPlan): string {
  if (power.mode === 'schedule') return `from ${power.start} to ${power.stop}`;
  return { 'always-on': 'always', manual: 'as people start and stop it', off: 'never' }[power.mode];
}
