import type { Door } from '../../domain/base/door.ts';
import { messageOf, Refused } from '../../domain/base/errors.ts';
import { type Part, partOf } from '../../domain/base/list-place.ts';
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
import type { AuditLog } from '../../ports/audit.ts';
import type { BrokenRow, ProjectStore, Register, Stored, SummaryList } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import { type Readable, readableProjects } from '../people/readable-projects.ts';

export interface ListPorts {
  readonly register: Pick<Register, 'briefs' | 'whole'>;
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly audit: Pick<AuditLog, 'written'>;
}

export interface ListAsked extends OperationFilter {
  readonly project?: string;
  /** Object id or e-mail. */
  readonly person?: string;
  readonly limit: number;
  readonly continuation?: string;
}

/** A part of the list, and what cannot be read of the whole. */
export interface ListedOperations extends Part<Operation> {
  readonly broken: readonly BrokenRow[];
}

const requestsAtOnce = 16;
/** A list is sorted in memory, so it has an end. */
const mostWanted = 20_000;
const brokenAtMost = 100;

/** Reads a few columns of each row that may fit, and whole rows only of the part that is given. Throws Forbidden, and Refused when too many fit. */
export async function listOperations(
  ports: ListPorts,
  caller: Somebody,
  door: Door,
  { limit, continuation, ...asked }: ListAsked,
  at: ListMoment,
): Promise<ListedOperations> {
  const readable = await readableProjects(ports, caller, asked.project);
  const { briefs, broken } = await readSummaries(ports, door, readable.ids, asked);
  const decides = decidesAbout(readable, asked.person);
  const wanted = briefs.filter(({ value }) => fitsFilter(value, asked, at) && decides(value));
  if (wanted.length > mostWanted) {
    const why = `More than ${mostWanted} fit, which are too many to be sorted`;
    throw new Refused(`${why}: narrow the list by project, state, since or until`);
  }
  const { direction, place } = orders[asked.sort];
  const placeOfItem = ({ value }: Stored<SummaryRow>) => place(value);
  const part = partOf(wanted, { placeOfItem, direction, limit, asked: [door, asked], continuation });
  const found = await readWhole(ports, part.items);
  const unread = continuation === undefined ? [...broken, ...found.broken] : found.broken;
  // A name of a summary row has no seal, that of a whole row has.
  const items = found.items.filter((one) => asked.text === undefined || isCalled(one, asked.text));
  return { items, continuation: part.continuation, broken: unread.slice(0, brokenAtMost) };
}

async function readSummaries(
  { register }: ListPorts,
  door: Door,
  projects: readonly string[],
  asked: OperationFilter,
): Promise<SummaryList> {
  const { since, until } = asked;
  const states = filteredStates(door, asked);
  const narrowed = {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(states === undefined ? {} : { states }),
  };
  const found: SummaryList[] = [];
  await atOnce(requestsAtOnce, projects, async (project) => {
    found.push(await register.briefs(door, project, narrowed));
  });
  return { briefs: found.flatMap(({ briefs }) => briefs), broken: found.flatMap(({ broken }) => broken) };
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
