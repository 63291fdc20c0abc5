import { type AuditEvent, parseChainLine } from '../../../domain/audit/chain-line.ts';
import { doors } from '../../../domain/base/door.ts';
import { daysLater } from '../../../domain/base/time.ts';
import type { TimeSlice } from '../../../domain/base/time-slice.ts';
import { rowInLine } from '../../../domain/history/record-agreement.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import {
  type Outcome,
  outcomeOf,
  outcomeOfDrift,
  outcomeOfRound,
  roundOutcomeKey,
} from '../../../domain/overview/week.ts';
import type { ChainEnd } from '../../../ports/audit.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Failures } from '../../../use-cases/base/failures.ts';
import { goOn } from '../../../use-cases/base/go-on.ts';
import { type SeenMemory, SeenProjects } from '../../../use-cases/base/seen-projects.ts';
import type { SweepPart } from '../../../use-cases/overview/sweep-parts.ts';

type WeekPorts = Pick<Ports, 'register' | 'decisions' | 'weeks' | 'clock'>;

interface AgainPorts {
  readonly audit: Pick<Ports['audit'], 'lines'>;
  readonly decisions: Pick<Ports['decisions'], 'read'>;
  readonly weeks: Pick<Ports['weeks'], 'forget' | 'count'>;
}

export const weeksPart: SweepPart = ['the weeks', 5, async (s) => repairWeeks(s.ports, s, await s.ends())];

const memory: SeenMemory = new WeakMap();

/**
 * Counts what ended and is not counted, project by project while the time slice lasts; the next sweep goes on with the project behind the last one.
 * With the ends of the chains only projects that moved, and each once a day.
 */
export async function repairWeeks(
  ports: WeekPorts & Pick<Ports, 'sweepPlaces'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
  ends?: readonly ChainEnd[],
): Promise<void> {
  const seen = ends && new SeenProjects(memory, ports.weeks, ends);
  const now = ports.clock.now();
  const projects = await Array.fromAsync(ports.register.projects());
  const due = projects.filter((project) => !seen?.isSeen(project, now));
  await goOn(ports, { part: 'weeks', share }, due, (project) =>
    failures.keep(`the weeks of ${project}`, async () => {
      await mendProject(ports, project, share);
      if (!share.isOver()) seen?.note(project, daysLater(now, 1));
    }),
  );
}

async function mendProject(ports: WeekPorts, project: string, slice: TimeSlice): Promise<void> {
  const counted = await ports.weeks.counted(project);
  for (const door of doors) {
    let page: string | undefined;
    do {
      const { items, continuation } = await ports.register.list(door, project, page);
      const endings: Outcome[] = [];
      for (const operation of items) {
        if (slice.isOver()) break;
        endings.push(...(await endingsOf(ports, operation, counted)));
      }
      await ports.weeks.count(project, endings);
      page = continuation;
    } while (page !== undefined && !slice.isOver());
  }
}

/** The ends of an operation and its rounds that are not counted. Its rounds are read only when one of them may be among them. */
async function endingsOf(ports: WeekPorts, operation: Operation, counted: ReadonlySet<string>): Promise<Outcome[]> {
  const { id, round = 0, state } = operation;
  const ending = outcomeOf(operation);
  const closed = state === 'in-review' ? round - 1 : round;
  const isComplete = Array.from({ length: closed }, (_, at) => roundOutcomeKey(id, at + 1)).every((key) =>
    counted.has(key),
  );
  const rounds = isComplete ? [] : await endingsOfRounds(ports, id);
  return (ending ? [ending, ...rounds] : rounds).filter(({ key }) => !counted.has(key));
}

async function endingsOfRounds({ decisions }: Pick<AgainPorts, 'decisions'>, exportId: string): Promise<Outcome[]> {
  const { rounds, decisions: taken } = await decisions.read(exportId);
  return rounds.flatMap(({ value }) => outcomeOfRound(value, taken) ?? []);
}

/** The event of a line, and the operation as a move left it; undefined for a line that cannot be read. */
function readLine(line: string): { readonly event: AuditEvent; readonly row: Operation | undefined } | undefined {
  try {
    const { event } = parseChainLine(line);
    return { event, row: rowInLine(event) };
  } catch {
    return undefined;
  }
}

/**
 * Counts the weeks of a project again, from the moves and the drift that its chain tells and from the rounds of its packages. The chain must
 * be whole.
 */
export async function countWeeksAgain(ports: AgainPorts, project: string): Promise<void> {
  const endings: Outcome[] = [];
  const reviewed = new Set<string>();
  for await (const line of ports.audit.lines(project)) {
    const read = readLine(line);
    if (read === undefined) continue;
    const { event, row } = read;
    const ending = row === undefined ? outcomeOfDrift(event) : outcomeOf(row);
    if (ending) endings.push(ending);
    if (row?.round !== undefined) reviewed.add(row.id);
  }
  for (const id of reviewed) endings.push(...(await endingsOfRounds(ports, id)));
  await ports.weeks.forget(project);
  await ports.weeks.count(project, endings);
}
