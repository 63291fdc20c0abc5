import { everyProject, holdReason } from '../../domain/operation/hold.ts';
import type { BodyOf, ShownOperation } from '../routes.ts';
import type { Tools } from '../tools.ts';
import { columns } from './columns.ts';
import { safeText } from './safe-text.ts';
import { standingOf } from './standing.ts';
import { readableTime, span } from './when.ts';

/** Everything that a status shows; operations with the one first that has been in its state for longest. */
export interface Status {
  readonly operations: readonly ShownOperation[];
  readonly holds: BodyOf<'listHolds'>['items'];
  readonly broken: BodyOf<'listProjects'>['broken'];
  /** Whether somebody asked for a part only. */
  readonly isFiltered: boolean;
}

type Layout = Pick<Tools, 'now' | 'width' | 'style'>;

export function statusLines({ operations, holds, broken, isFiltered }: Status, layout: Layout): string[] {
  const by = Object.groupBy(operations, standingOf);
  const parts = [
    part('On hold', holds.map(heldLine), layout.style.problem),
    part('Cannot be read', broken.map(brokenLine), layout.style.problem),
    part('Waits for somebody', operationLines(by.waits, layout), layout.style.heading),
    part('Goes on by itself', operationLines(by.moves, layout), layout.style.heading),
    part('Ended', operationLines(by.ended, layout), layout.style.heading),
  ].filter(({ length }) => length > 0);
  if (parts.length === 0)
    return [isFiltered ? 'Nothing fits.' : 'Nothing waits for anybody, and nothing is under way.'];
  return parts.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

function part(heading: string, lines: readonly string[], style: (text: string) => string): string[] {
  return lines.length === 0 ? [] : [style(heading), ...lines];
}

function operationLines(operations: readonly ShownOperation[] = [], { now, width }: Layout): string[] {
  if (operations.length === 0) return [];
  const rows = operations.map(({ id, project, name, state, since, explanation }) => {
    return [id, project, name, state, span(new Date(since), now()), waitsFor(explanation)];
  });
  return columns(['ID', 'PROJECT', 'NAME', 'STATE', 'FOR', 'WAITS FOR'], rows, width);
}

/** The end of the sentence: its beginning stands in the other columns. */
function waitsFor(explanation: string): string {
  return /\) and (?:waits for )?(.*)$/s.exec(explanation)?.[1] ?? explanation;
}

function heldLine({ project, since, until, name, ...hold }: Status['holds'][number]): string {
  const what = project === everyProject ? 'all projects' : project;
  const end = until === undefined ? '' : ` until ${readableTime(until)}`;
  return safeText(`${what} since ${readableTime(since)}${end} by ${name}: ${holdReason(hold)}`);
}

function brokenLine({ id, problems }: Status['broken'][number]): string {
  return safeText(`the definition of ${id}: ${problems.map(({ message }) => message).join(' ')}`);
}
