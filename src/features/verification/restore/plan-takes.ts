import { lacksLines, type ToldDuties } from '../../../domain/lifecycle/recorded-duties.ts';
import { keyOfTake, type ToldTakes } from '../../../domain/lifecycle/recorded-takes.ts';
import { oldTakes } from '../../../domain/transfer/limits.ts';
import type { PlannedRepair, RestorePorts } from './planned-repair.ts';

/** So many rows are written at once. */
const atOnce = 80;

/** Plans what releases took of the limits of a project, of which lines tell and no row stands, or whose count is lost. */
export async function planTakes(
  { takes: store, clock }: RestorePorts,
  project: string,
  told: ToldTakes,
): Promise<PlannedRepair[]> {
  if (told === undefined) return [];
  const { takes, etag, isWhole } = await store.of(project);
  const standing = new Set(takes.map(keyOfTake));
  const old = new Set(oldTakes([...told.values()], clock.now()));
  const missing = [...told.values()].filter((take) => !standing.has(keyOfTake(take)) && !old.has(take));
  if (missing.length === 0 && isWhole && etag !== null) return [];
  const why = `The audit tells of ${told.size} releases that count for limits, and ${missing.length} of their rows are missing`;
  const write = async () => {
    for (let at = 0; at === 0 || at < missing.length; at += atOnce)
      await store.change(project, await store.of(project), { added: missing.slice(at, at + atOnce), removed: [] });
  };
  return [{ what: 'take', key: 'take:all', why, write }];
}

/** Plans what recipients owe and said, of which lines tell and no row stands that can be read and says as much. */
export async function planDuties(
  { duties: store }: RestorePorts,
  project: string,
  told: ToldDuties,
): Promise<PlannedRepair[]> {
  if (told.size === 0) return [];
  const standing = new Map((await store.of(project)).map((one) => [one.key, one]));
  return [...told].flatMap(([key, duties]): PlannedRepair[] => {
    const row = standing.get(key);
    if (row?.value !== undefined && !lacksLines(row.value, duties)) return [];
    const how = row === undefined ? 'is missing' : row.value === undefined ? 'cannot be read' : 'says less';
    const why = `The audit tells what recipients of ${duties.exportId} were asked and said, and its row ${how}`;
    return [{ what: 'duties', key: `duties:${key}`, why, write: () => store.put(project, duties, row?.etag ?? null) }];
  });
}
