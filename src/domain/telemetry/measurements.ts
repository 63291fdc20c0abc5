import { quarterOf } from '../base/time.ts';
import { factsOf } from '../lifecycle/advance.ts';
import { isRevealed, isShownOutside } from '../notification/outside-view.ts';
import type { Ticks } from '../notification/tick.ts';
import type { Operation } from '../operation/operation.ts';
import { actors } from '../operation/operation-table.ts';
import { isUninspected } from '../overview/uninspected.ts';
import { outcomeOf } from '../overview/week.ts';
import type { Measurement } from './metric.ts';

const decided: readonly string[] = ['releasing', 'denied', 'changes-wanted', 'expired'];

export function measureMove(before: Operation, after: Operation): Measurement[] {
  if (after.revision === before.revision || !isRevealed(after)) return [];
  const attributes = {
    'sallyport.door': after.door,
    'sallyport.project': after.project,
    'sallyport.outcome': after.state,
  };
  const { startedAt, since } = toldTimes(after);
  const milliseconds = outcomeOf({ ...after, startedAt, since })?.milliseconds;
  const waited = Math.max(0, Date.parse(since) - Date.parse(startedAt)) / 1000;
  const isDecided = before.state === 'in-review' && decided.includes(after.state);
  return [
    ...(milliseconds === undefined
      ? []
      : [{ metric: 'sallyport.turnaround' as const, value: milliseconds / 1000, attributes }]),
    ...(isDecided ? [{ metric: 'sallyport.review.turnaround' as const, value: waited, attributes }] : []),
  ];
}

/** The times of an operation as telemetry may tell them: those of a package are rounded. */
function toldTimes({ door, startedAt, since }: Operation): Pick<Operation, 'startedAt' | 'since'> {
  return door === 'ingress' ? { startedAt, since } : { startedAt: quarterOf(startedAt), since: quarterOf(since) };
}

/** What the sweep tells of everything that is on its way and revealed outside: also that nothing waits for somebody, so that what was told before is over. */
export function measureStatus(
  open: readonly Operation[],
  { untold, givenUp }: { readonly untold: number; readonly givenUp: number },
  now: Date,
  ticks?: Ticks,
): Measurement[] {
  const told = open.filter((operation) => isShownOutside(operation, now, ticks));
  const waiting = actors.flatMap((owner): Measurement[] => {
    const theirs = told.filter((operation) => factsOf(operation).owner === owner);
    const oldest = Math.max(0, ...theirs.map((one) => now.getTime() - Date.parse(toldTimes(one).since))) / 1000;
    const attributes = { 'sallyport.owner': owner };
    return [
      { metric: 'sallyport.operations.waiting', value: theirs.length, attributes },
      { metric: 'sallyport.operations.oldest', value: oldest, attributes },
    ];
  });
  const people = (value: number, tried: boolean): Measurement => {
    return { metric: 'sallyport.operations.untold', value, attributes: { 'sallyport.given_up': !tried } };
  };
  const projects = [...new Set(told.filter(({ door }) => door === 'export').map(({ project }) => project))];
  const uninspected = projects.map((project): Measurement => {
    const value = told.filter((one) => one.project === project && isUninspected(one, now)).length;
    return { metric: 'sallyport.packages.uninspected', value, attributes: { 'sallyport.project': project } };
  });
  return [...waiting, people(untold, true), people(givenUp, false), ...uninspected];
}
