import { html } from 'hono/html';
import { type Door, doorFacts, doors } from '../domain/door.ts';
import type { Hold } from '../domain/hold.ts';
import type { Problem } from '../domain/operation.ts';
import type { Untold } from '../domain/shown.ts';
import { fileName, type Html, type Page, type Visitor } from './layout.ts';
import {
  type ClosingLine,
  closingTable,
  holdTable,
  untoldTable,
  type WaitingLine,
  waitingTable,
} from './needs-cards.ts';
import { countText, distanceText, momentText, shortName, sizeText } from './words.ts';

/** One dataset or package on the dashboard. */
export interface OperationLine {
  readonly id: string;
  readonly door: Door;
  readonly project: string;
  readonly name: string;
  readonly state: string;
  readonly since: string;
  /** Files and bytes, once they were listed. */
  readonly size: { readonly count: number; readonly bytes: number } | undefined;
  /** What it waits for, without the name and the state. */
  readonly waitsFor: string;
  /** Who must act, in words; undefined when nobody has to. */
  readonly waitsOn: string | undefined;
  /** ISO time or words: until when. */
  readonly until: string | undefined;
  /** Whether the state is a good end, a bad one, or none. */
  readonly mood: 'good' | 'bad' | 'wait' | 'plain';
}

/** One line of the audit, for people. */
export interface AuditNote {
  readonly at: string;
  readonly project: string;
  readonly operation: string | null;
  readonly kind: string;
  readonly actor: string;
  readonly text: string;
}

/** A name at a door that nothing moves: it belongs to no project, or waits. */
export interface StrayLine {
  readonly door: Door;
  readonly path: string;
  readonly reason: string;
}

/** A row of the register that cannot be read. */
export interface BrokenLine {
  readonly project: string;
  readonly key: string;
  readonly problem: string;
}

/** A project that stands still, because its stored definition breaks rules that came later. */
export interface RefusedLine {
  readonly project: string;
  readonly problems: readonly Problem[];
}

/** A change of a definition that waits for a second operator. */
export interface ChangeLine {
  readonly project: string;
  readonly by: string;
  readonly until: string;
  readonly words: readonly string[];
}

/** So many operations of a kind are shown, those that have waited longest: a page of a thousand is read by nobody. */
const mostLines = 50;

/** What the dashboard shows; everything but what `seenAt` is about is read when the page is asked for. */
export interface Overview {
  readonly now: Date;
  readonly holds: readonly Hold[];
  readonly waiting: readonly OperationLine[];
  readonly moving: readonly OperationLine[];
  readonly finished: readonly OperationLine[];
  readonly strays: readonly StrayLine[];
  /** When a look at every project saw what was not told, what waits at the doors and what cannot be read. */
  readonly seenAt: string;
  /** Names in projects for which nothing runs, and why. */
  readonly atDoors: readonly StrayLine[];
  readonly refused: readonly RefusedLine[];
  readonly broken: readonly BrokenLine[];
  readonly changes: readonly ChangeLine[];
  /** False: changes that should wait for a second operator do not. */
  readonly secondOperator: boolean;
  readonly untold: readonly Untold[];
  readonly waitingNames: readonly WaitingLine[];
  readonly closings: readonly ClosingLine[];
  readonly compute: readonly AuditNote[];
  readonly audit: readonly AuditNote[];
}

/** The first page of operations: what moves, what waits for whom and until when, drift, the last audits. */
export function dashboardPage(overview: Overview, visitor: Visitor): Page {
  const { waiting, moving, now } = overview;
  const body = html`
<h1>Operations</h1>
<p class="lead">${headline(waiting.length, moving.length)} <span class="small nowrap">As of ${momentText(now.toISOString())}.</span></p>
${seenText(overview)}
${overview.secondOperator ? '' : html`<p>Second operator: off. Changes of definitions that should wait for one go through at once.</p>`}
${overview.holds.length === 0 ? '' : card('On hold', holdTable(overview.holds, now))}
${overview.changes.length === 0 ? '' : card('Changes that wait for a second operator', changesThatWait(overview.changes, now))}
${overview.closings.length === 0 ? '' : card('Closing', closingTable(overview.closings, now))}
${card('Waiting for people', operations(waiting, now, 'Nothing waits for anybody.'))}
${card('Moving', operations(moving, now, 'Nothing is on its way.'))}
${overview.untold.length === 0 ? '' : card('Told nobody yet', untoldTable(overview.untold, now))}
${overview.waitingNames.length === 0 ? '' : card('Waiting at the doors', waitingTable(overview.waitingNames))}
${card('Finished lately', finishedOnes(overview.finished, now))}
${overview.refused.length === 0 ? '' : card('Definitions that the rules refuse', refusedOnes(overview.refused))}
${overview.strays.length === 0 ? '' : card('Outside every project', strays(overview.strays, 'They belong to no project, so nothing moves them and nobody else is told.'))}
${overview.atDoors.length === 0 ? '' : card('Waiting at a door', strays(overview.atDoors, 'Nothing moves them yet; what they wait for stands beside each.'))}
${overview.broken.length === 0 ? '' : card('Cannot be read', brokenRows(overview.broken))}
${card('Compute', notes(overview.compute, now, 'No drift was found or mended lately.'))}
${card('Last audits', notes(overview.audit, now, 'The audit is empty.'))}`;
  return { title: 'Operations', body, visitor };
}

/** What is older than the page says how old it is. */
function seenText({ seenAt, now }: Overview): Html {
  if (now.getTime() - Date.parse(seenAt) < 10_000) return html``;
  return html`<p class="soft small">Operations stand as they were last written. A sweep compared them with the register ${distanceText(seenAt, now)}; mails, names at the doors and rows that cannot be read are as it found them then.</p>`;
}

function headline(waiting: number, moving: number): string {
  if (waiting === 0 && moving === 0) return 'All is quiet: nothing waits and nothing moves.';
  const waits =
    waiting === 0 ? 'nothing waits for people' : `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for people`;
  return `${moving} on the way, ${waits}.`;
}

function card(title: string, content: Html): Html {
  return html`<section class="card"><h2>${title}</h2>${content}</section>`;
}

function operations(lines: readonly OperationLine[], now: Date, none: string): Html {
  if (lines.length === 0) return html`<p class="soft">${none}</p>`;
  return html`<table class="cards"><thead><tr><th scope="col">What</th><th scope="col">State</th>
<th scope="col">Waits for</th><th scope="col">Until</th><th scope="col" class="num">Size</th></tr></thead>
<tbody>${lines.slice(0, mostLines).map((line) => operation(line, now))}</tbody></table>${theRest(lines)}`;
}

/** How many lines are left out of a long table, and where all of them are. */
function theRest(lines: readonly OperationLine[]): Html {
  const left = lines.slice(mostLines);
  if (left.length === 0) return html``;
  const counts = doors.flatMap((door) => {
    const count = left.filter((line) => line.door === door).length;
    return count === 0 ? [] : [countText(count, doorFacts(door).noun)];
  });
  return html`<p class="soft">These ${mostLines} have waited longest. ${counts.join(' and ')} more: all of them, page by page, at <a href="/api/ops/datasets"><span class="mono">/api/ops/datasets</span></a> and <a href="/api/ops/exports"><span class="mono">/api/ops/exports</span></a>.</p>`;
}

function finishedOnes(lines: readonly OperationLine[], now: Date): Html {
  if (lines.length === 0) return html`<p class="soft">Nothing has finished yet.</p>`;
  return html`<table class="cards"><thead><tr><th scope="col">What</th><th scope="col">State</th><th scope="col" class="num">Size</th></tr></thead>
<tbody>${lines.map((line) => html`<tr>${what(line)}${state(line, now)}${size(line)}</tr>`)}</tbody></table>`;
}

function operation(line: OperationLine, now: Date): Html {
  const { waitsOn, waitsFor } = line;
  const waits =
    waitsOn === undefined ? none : html`<td data-label="Waits for"><span><b>${waitsOn}</b>: ${waitsFor}</span></td>`;
  return html`<tr>${what(line)}${state(line, now)}${waits}${until(line.until, now)}${size(line)}</tr>`;
}

const none = html`<td class="none">–</td>`;

function what({ door, name, project, id }: OperationLine): Html {
  return html`<td class="wide"><span class="name">${fileName(name)}</span><br>
<span class="soft small nowrap">${doorFacts(door).noun} of ${project}</span><br><span class="soft small mono nowrap">${id}</span></td>`;
}

function state({ state: word, mood, since }: OperationLine, now: Date): Html {
  return html`<td data-label="State"><span><span class="tag ${mood}">${word}</span>
<span class="soft small nowrap" title="${momentText(since)}">${distanceText(since, now)}</span></span></td>`;
}

function size({ size: total }: OperationLine): Html {
  if (total === undefined) return html`<td class="num none">–</td>`;
  return html`<td data-label="Size" class="num">${countText(total.count, 'file')}, ${sizeText(total.bytes)}</td>`;
}

function until(text: string | undefined, now: Date): Html {
  if (text === undefined) return none;
  if (Number.isNaN(Date.parse(text))) return html`<td data-label="Until">${text}</td>`;
  return html`<td data-label="Until"><span><span class="nowrap">${momentText(text)}</span> <span class="soft small nowrap">${distanceText(text, now)}</span></span></td>`;
}

function strays(list: readonly StrayLine[], note: string): Html {
  return html`<p class="soft">${note}</p><table class="cards">
<thead><tr><th scope="col">Name</th><th scope="col">Door</th><th scope="col">Why</th></tr></thead>
<tbody>${list.map(
    ({ door, path, reason }) => html`<tr><td class="wide"><span class="name">${fileName(path)}</span></td>
<td data-label="Door">${door === 'ingress' ? 'upload' : 'export path'}</td><td data-label="Why"><bdi>${reason}</bdi></td></tr>`,
  )}</tbody></table>`;
}

function brokenRows(list: readonly BrokenLine[]): Html {
  return html`<p class="soft">Everything else goes on. Rebuild the register from the audit to mend them.</p><table class="cards">
<thead><tr><th scope="col">Row</th><th scope="col">Project</th><th scope="col">Why</th></tr></thead>
<tbody>${list.map(
    ({ project, key, problem }) => html`<tr><td class="wide"><span class="mono">${shortName(key)}</span></td>
<td data-label="Project">${project}</td><td data-label="Why"><bdi>${shortName(problem, 300)}</bdi></td></tr>`,
  )}</tbody></table>`;
}

function refusedOnes(list: readonly RefusedLine[]): Html {
  return html`<p class="soft">Nothing moves in these projects until an operator puts a definition that the rules accept.</p><table class="cards">
<thead><tr><th scope="col">Project</th><th scope="col">What it breaks</th></tr></thead>
<tbody>${list.map(
    ({ project, problems }) => html`<tr><td class="wide">${project}</td>
<td data-label="What it breaks"><bdi>${problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; ')}</bdi></td></tr>`,
  )}</tbody></table>`;
}

function changesThatWait(list: readonly ChangeLine[], now: Date): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Project</th><th scope="col">Asked by</th><th scope="col">Until</th><th scope="col">What would change</th></tr></thead>
<tbody>${list.map(
    (
      line,
    ) => html`<tr><td class="wide">${line.project}</td><td data-label="Asked by"><bdi>${line.by}</bdi></td>${until(line.until, now)}
<td data-label="What would change"><bdi>${line.words.join('; ')}</bdi></td></tr>`,
  )}</tbody></table>`;
}

function notes(list: readonly AuditNote[], now: Date, none: string): Html {
  if (list.length === 0) return html`<p class="soft">${none}</p>`;
  return html`<table class="cards"><thead><tr><th scope="col">When</th><th scope="col">Project</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Details</th></tr></thead>
<tbody>${list.map(
    (
      note,
    ) => html`<tr><td data-label="When" class="nowrap" title="${momentText(note.at)}">${distanceText(note.at, now)}</td>
<td data-label="Project" class="nowrap">${note.project}</td><td data-label="What" class="nowrap"><span class="mono">${note.kind}</span></td>
<td data-label="Who" class="nowrap"><bdi title="${note.actor}">${shortName(note.actor, 14)}</bdi></td><td class="wide"><bdi dir="auto">${shortName(note.text, 140)}</bdi></td></tr>`,
  )}</tbody></table>`;
}
