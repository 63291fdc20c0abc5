import type { z } from 'zod';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { NotFound } from '../../domain/base/errors.ts';
import type { Frozen } from '../../domain/base/frozen.ts';
import { isShownOutside, released } from '../../domain/notification/outside-view.ts';
import type { Ticks } from '../../domain/notification/tick.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { SummaryRow } from '../../domain/overview/summary-row.ts';
import type { GroupsClaim, HeldGroups } from '../../domain/people/group-rule.ts';
import type { Project } from '../../domain/project/project.ts';
import { copyFolders } from '../../domain/transfer/transfer.ts';
import type { Register, Stored } from '../../ports/records.ts';
import { projectsOfReader, type Reader, type ReaderPorts } from '../../use-cases/people/projects-of-reader.ts';
import type { receivedAnswer, receivedQuery } from './descriptions.ts';
import { type DutyPorts, seeDuties } from './see-duties.ts';

export type Received = Frozen<z.infer<typeof receivedAnswer>>;

export interface ReceivedPorts extends ReaderPorts, DutyPorts {
  readonly projects: DutyPorts['projects'];
  readonly register: Pick<Register, 'briefs' | 'whole'>;
  readonly ticks?: Ticks | undefined;
  /** Address of the account that results are released to. */
  readonly releaseUrl: string;
}

const states = ['released', 'revoking', 'revoked'];
const onPage = 25;

/** A page of what was released of the projects that somebody reads from outside. Throws NotFound for any other project, whether there is one or not. */
export async function seeReceived(
  ports: ReceivedPorts,
  reader: Reader,
  { project: only, page: wanted = 1 }: z.infer<typeof receivedQuery>,
): Promise<Received> {
  const all = await projectsOfReader(ports, reader);
  const duties = await seeDuties(ports, reader, only);
  const projects = all.filter(({ id }) => only === undefined || id === only);
  if (only !== undefined && projects.length === 0 && duties.length === 0)
    throw new NotFound(`There is no project ${only} of which you are an external reader`);
  const found = await Promise.all(projects.map(({ id }) => ports.register.briefs('export', id, { states })));
  const rows = found.flatMap(({ briefs }) => briefs).toSorted(newestFirst);
  const pages = Math.max(1, Math.ceil(rows.length / onPage));
  const page = Math.min(wanted, pages);
  const shown = await Promise.all(rows.slice((page - 1) * onPage, page * onPage).map((row) => itemOf(ports, row)));
  return {
    at: ports.clock.now().toISOString(),
    readers: knownGroups(ports.groupsClaim, reader.groups),
    projects: projects.map((project) => asTold(ports, project)),
    asked: duties,
    items: shown.flatMap((one) => (one === 'unread' ? [] : one)),
    unread: shown.filter((one) => one === 'unread').length,
    ...{ page, pages },
  };
}

function knownGroups({ on }: GroupsClaim, held: HeldGroups): Received['readers'] {
  if (!on) return 'off';
  return typeof held === 'string' ? held : 'known';
}

function newestFirst({ value: one }: Stored<SummaryRow>, { value: other }: Stored<SummaryRow>): number {
  if (one.since === other.since) return one.id < other.id ? 1 : -1;
  return one.since < other.since ? 1 : -1;
}

function asTold({ releaseUrl }: ReceivedPorts, project: Project): Received['projects'][number] {
  const { id, title, release } = project;
  return { id, title, timeZone: calendarOf(project).timeZone, folder: addressOf(releaseUrl, `${id}/`), ...release };
}

/** Nothing of one that went on meanwhile. */
async function itemOf(
  ports: ReceivedPorts,
  row: Stored<SummaryRow>,
): Promise<readonly Received['items'][number][] | 'unread'> {
  try {
    const operation = await ports.register.whole(row);
    const isThere = operation !== undefined && states.includes(operation.state);
    return isThere && isShownOutside(operation, ports.clock.now(), ports.ticks) ? [itemTold(ports, operation)] : [];
  } catch {
    return 'unread';
  }
}

/** People approved it with its name, and whoever reads it here finds it under that name. */
function itemTold({ releaseUrl }: ReceivedPorts, operation: Operation): Received['items'][number] {
  const { project, id, since, package: files } = released(operation);
  if (operation.state !== 'released') return { project, id, since, takenBack: true };
  return {
    ...{ project, id, since, takenBack: false },
    name: operation.name,
    folder: addressOf(releaseUrl, copyFolders(operation, 'export-release').target),
    ...(files === undefined ? {} : { files: files.count, bytes: files.bytes }),
  };
}

function addressOf(account: string, folder: string): string {
  return `${account}/released/${folder.split('/').map(encodeURIComponent).join('/')}`;
}
