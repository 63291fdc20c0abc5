import { html } from 'hono/html';
import type { ComputePlan } from '../../../compute/domain/plan.ts';
import type { ShownCompute } from '../../../compute/domain/shown.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { momentText, readableTimes } from '../../../pages/base/words.ts';

interface Tabled {
  readonly timeZone: string;
  readonly computes: readonly ShownCompute[];
  /** Names by object ids. */
  readonly people: Readonly<Record<string, string>>;
  /** Null where no plan says how each of them differs. */
  readonly plan: ComputePlan | null;
}

export function computeTable({ computes, ...from }: Tabled): Html {
  if (computes.length === 0) return html`<p class="soft">There are none, and the definition names none.</p>`;
  return html`<table class="cards"><thead><tr><th scope="col">Compute</th><th scope="col">Now</th><th scope="col">Size</th>
<th scope="col">Runs</th><th scope="col">Who works there</th></tr></thead>
<tbody>${computes.map((one) => row(one, from))}</tbody></table>`;
}

function row(one: ShownCompute, { timeZone, people, plan }: Omit<Tabled, 'computes'>): Html {
  const { kind, name, defined, state, size, assignedTo, notes, since } = one;
  const differs =
    since === null ? '' : html`<br><span class="soft small">differs since ${momentText(since, timeZone)}</span>`;
  return html`<tr><td class="wide"><span class="name">${name}</span> <span class="soft small">${kind}</span>${defined ? '' : html` <span class="tag bad">not in the definition</span>`}${differs}
${plan === null ? notes.map((note) => html`<p class="small">${readableTimes(note, timeZone)}</p>`) : ''}</td>
<td data-label="Now">${stateTag(state)}</td>
<td data-label="Size">${size === null ? '–' : html`<span class="nowrap">${size.replace(/^Standard_/, '')}</span>`}</td>
<td data-label="Runs">${runsText(one, timeZone)}</td>
<td data-label="Who works there"><bdi>${assignedTo === null ? 'everybody of the project' : (people[assignedTo] ?? `somebody (${assignedTo.slice(0, 8)}…)`)}</bdi></td></tr>`;
}

const good = ['running', 'jobrunning', 'succeeded'];
const still = ['deallocated', 'stopped'];

function stateTag(state: string | null): Html {
  if (state === null) return html`<span class="tag wait">not there</span>`;
  const word = state.toLowerCase();
  const mood = good.includes(word) ? 'good' : still.includes(word) ? '' : 'wait';
  return html`<span class="tag ${mood}">${word === 'succeeded' ? 'ready' : word}</span>`;
}

const modes = { 'always-on': 'always', off: 'never', manual: 'as people start and stop it' } as const;

function runsText({ power, starts, stops, nodes }: ShownCompute, timeZone: string): Html {
  if (nodes !== null)
    return html`<span>${nodes.minNodes} to ${nodes.maxNodes} nodes, as work needs them; given back after ${nodes.idleMinutes} idle minutes</span>`;
  if (power === null) return html`–`;
  if (power !== 'schedule') return html`${modes[power]}`;
  const times = [
    { word: 'starts', at: starts },
    { word: 'stops', at: stops },
  ].flatMap(({ word, at }) => (at === null ? [] : [{ word, at }]));
  const [first, second] = times.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  if (first === undefined) return html`by schedule, off for now`;
  const then =
    second === undefined ? '' : html`, <span class="nowrap">${second.word} ${zoned(second.at, timeZone)}</span>`;
  return html`<span><span class="nowrap">${first.word} ${zoned(first.at, timeZone)}</span>${then}</span>`;
}

/** A moment of a schedule by the clock of its project: `Mon 30 Nov, 08:00`. */
function zoned(iso: string, timeZone: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(new Date(iso));
}
