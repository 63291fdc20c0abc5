import type { Desk } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

/** Plays the orchestration of an export: wake it when files have arrived, and when the approvers have decided. */
async function exports(desk: Desk): Promise<void> {
  const id = await desk.start('export', { project: 'heart', id: desk.id() });
  await desk.awaits(id, 'wake', 'lookAtArrival');
  await desk.raise(id, 'wake');
  await desk.awaits(id, 'wake', 'lookAtRound');
  await desk.raise(id, 'wake');
  await desk.ends(id);
}

/** An hour until a file is looked at again, a day at most for approvers, and the pause before a start is tried again. */
const waits = [3_600_000, 86_400_000, 15_000];

/** Sallyport's own export, from arrival to the end, with canned answers of its activities. */
export const exportFlow: readonly Scenario[] = [
  { name: 'exportApproved', waits, play: exports },
  { name: 'exportDenied', waits, play: exports },
];
