import { z } from 'zod';
import type { Door } from '../../domain/base/door.ts';
import { messageOf, Refused } from '../../domain/base/errors.ts';
import { type ListPlace, type Part, partOf, placeOf } from '../../domain/base/list-place.ts';
import { DAY } from '../../domain/base/time.ts';
import type { Span } from '../../domain/operation/list-query.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import {
  filteredStates,
  fitsFilter,
  isCalled,
  type ListMoment,
  type OperationFilter,
  orders,
} from '../../domain/overview/operation-filter.ts';
import type { SummaryRow } from '../../domain/overview/summary-row.ts';
import type { Somebody } from '../../domain/people/people.ts';
import type { BrokenRow, ProjectStore, Register, Stored } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import { type Readable, readableTo } from '../people/readable-projects.ts';

export interface ListPorts {
  readonly register: Pick<Register, 'briefs' | 'whole'>;
  readonly projects: Pick<ProjectStore, 'list'>;
}

export interface ListAsked extends OperationFilter {
  readonly project?: string;
  /** Object id or e-mail. */
  readonly person?: string;
  readonly limit: number;
  readonly continuation?: string;
}

/** A part of the list, and what cannot be read of all that was looked through. */
export interface ListedOperations extends Part<Operation> {
  readonly broken: readonly BrokenRow[];
}

const requestsAtOnce = 16;
/** A list is sorted in memory, so it has an end. */
const mostWanted = 20_000;
const brokenAtMost = 100;
/** Of all projects so many days are read first, and more only where these do not fill the part. */
const firstDays = 7;
const mostDays = 120;

/** Reads a few columns of each row that may fit, and whole rows only of the part that is given. Throws Forbidden, and Refused when too many fit. */
export async function listOperations(
  ports: ListPorts,
  caller: Somebody,
  door: Door,
  asked: ListAsked,
  at: ListMoment,
): Promise<ListedOperations> {
  const readable = await readableTo(ports.projects, caller, asked.project);
  const { part, broken } = await readPart(ports, door, { readable, asked, at });
  const found = await readWhole(ports, part.items);
  // A name of a summary row has no seal, that of a whole row has.
  const items = found.items.filter((one) => asked.text === undefined || isCalled(one, asked.text));
  return { items, continuation: part.continuation, broken: [...broken, ...found.broken].slice(0, brokenAtMost) };
}

interface Wanted {
  readonly readable: Readable;
  readonly asked: ListAsked;
  readonly at: ListMoment;
}

/** Looks through the register, each time with one query however many projects there are, until the part is full. */
async function readPart({ register }: ListPorts, door: Door, { readable, asked: whole, at }: Wanted) {
  const { limit, continuation, ...asked } = whole;
  const filters = [door, asked];
  const from = continuation === undefined ? undefined : placeOf(continuation, filters);
  const { direction, place } = orders[asked.sort];
  const placeOfItem = ({ value }: Stored<SummaryRow>) => place(value);
  const decides = decidesAbout(readable, asked.person);
  const states = filteredStates(door, asked);
  const isStepwise =
    asked.sort === 'newest' && [asked.project, asked.text, asked.person].every((one) => one === undefined);
  for (let days = isStepwise ? firstDays : Number.POSITIVE_INFINITY; ; ) {
    const span = { ...spanOfDays(asked, days, isStepwise ? from : undefined, at.now), ...(states && { states }) };
    const found = await register.briefs(door, asked.project, span);
    const wanted = found.briefs.filter(
      ({ value }) => readable.mayRead(value.project) && fitsFilter(value, asked, at) && decides(value),
    );
    if (wanted.length > mostWanted) throw tooMany();
    const part = partOf(wanted, { placeOfItem, direction, limit, asked: filters, continuation });
    const isLast = part.continuation !== null || span.since === asked.since;
    const broken = found.broken.filter(({ project }) => readable.mayRead(project));
    if (isLast) return { part, broken: isStepwise || continuation === undefined ? broken : [] };
    days = daysAfter(days, wanted.length, limit);
  }
}

/** How many days fill a part that these did not: twice as many as would, were the days before alike. All of them after that, and where too little fits to tell. */
function daysAfter(days: number, fit: number, limit: number): number {
  const more = (2 * days * limit) / fit;
  return days > firstDays || more > mostDays ? Number.POSITIVE_INFINITY : more;
}

/** So many days back, from where the part begins to at most where the list ends. */
function spanOfDays({ since, until }: Span, days: number, from: ListPlace | undefined, now: Date): Span {
  const end = from === undefined ? until : justAfter(from);
  const time = end === undefined ? now.getTime() : Date.parse(end);
  const first = days === Number.POSITIVE_INFINITY ? since : new Date(time - days * DAY).toISOString();
  const begin = since !== undefined && first !== undefined && since > first ? since : first;
  return { ...(begin === undefined ? {} : { since: begin }), ...(end === undefined ? {} : { until: end }) };
}

function tooMany(): Refused {
  const why = `More than ${mostWanted} fit, which are too many to be sorted`;
  return new Refused(`${why}: narrow the list by project, state, since or until`);
}

/** Of those that began at once the ids tell which are left. */
function justAfter({ value }: ListPlace): string {
  const began = z.iso.datetime().safeParse(value);
  if (began.success) return new Date(Date.parse(began.data) + 1).toISOString();
  throw new Refused('The continuation token is none that this list gave: start again without it');
}

/** Whether a person decides about an operation now, or did something to it. */
function decidesAbout(readable: Readable, person: string | undefined): (row: SummaryRow) => boolean {
  if (person === undefined) return () => true;
  const ids = new Set(readable.objectIds(person));
  return ({ people, state, project }) =>
    people.some((oid) => ids.has(oid)) ||
    (state === 'in-review' && (readable.definitionOf(project)?.people.approvers ?? []).some(({ oid }) => ids.has(oid)));
}

/** The rows in the order of the summary rows. One that went meanwhile is left out. */
async function readWhole({ register }: ListPorts, briefs: readonly Stored<SummaryRow>[]) {
  const read = new Map<string, Operation>();
  const broken: BrokenRow[] = [];
  await atOnce(requestsAtOnce, briefs, async (row) => {
    const { id, project } = row.value;
    try {
      const operation = await register.whole(row);
      if (operation !== undefined) read.set(id, operation);
    } catch (error) {
      broken.push({ project, key: id, problem: messageOf(error) });
    }
  });
  return { items: briefs.flatMap(({ value: { id } }) => read.get(id) ?? []), broken };
}
