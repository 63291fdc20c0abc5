/**
 * How many things two and four real processes of the app on one storage lost, or did more than once: openings of the same uploads by all of them,
 * decisions of twenty approvers in one round, and mails to one person, of which three in an hour go alone. Beneath stand the requests of each thing
 * (a count) and how long all of it took (wall), beside one process; and the requests of an event of the audit, with 1, 10 and 40 writers each.
 */
import { requestsOfEvent } from '../audit-requests.ts';
import type { Measured } from '../figure.ts';
import { OneStorage } from '../instances/at-once.ts';
import { works } from '../instances/work.ts';

const processes = [1, 2, 4];
const writers = [1, 10, 40];

/** Plays each once. */
export async function measure(): Promise<Measured> {
  const lines: string[] = [];
  const storage = await OneStorage.start();
  let wrong = 0;
  try {
    for (const work of works)
      for (const many of processes) {
        const done = await storage.work(work, many);
        wrong += done.wrong;
        const left = `${done.again} attempts again, ${done.left} left to the sweep`;
        const took = `${done.requests.toFixed(1)} requests of each, all in ${(done.milliseconds / 1000).toFixed(1)} s`;
        lines.push(`${work}, processes ${many}: ${took}, ${left}, wrong ${done.wrong}`);
      }
  } finally {
    await storage.stop();
  }
  for (const each of writers)
    for (const many of processes) {
      const { value } = await requestsOfEvent(many, each);
      lines.push(`audit, processes ${many}, writers of each ${each}: ${value.toFixed(2)} requests of an event`);
    }
  return { value: wrong, unit: 'things done wrong', lines };
}
