import { Refused } from '../../domain/base/errors.ts';
import type { Saying } from '../../domain/review/decision.ts';
import {
  type FileRemark,
  inOrder,
  isKept,
  longestRemark,
  pagesOf,
  questionsOf,
  type RemarkPage,
  type RemarksSummary,
  summaryOf,
  withRemarks,
} from '../../domain/review/remarks.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Clock } from '../../ports/ports.ts';
import type { RemarkStore, RemarksOf } from '../../ports/remarks.ts';

export interface RemarkPorts {
  readonly remarks: Pick<RemarkStore, 'drafts' | 'saveDraft'>;
  readonly clock: Clock;
}

/** What an approver noted in the round so far, as far as it still stands. */
export async function draftOf(ports: RemarkPorts, of: RemarksOf): Promise<readonly RemarkPage[]> {
  const now = ports.clock.now();
  const stored = await ports.remarks.drafts(of);
  return stored.flatMap(({ value: { page, remarks, savedAt } }) => (isKept(savedAt, now) ? [{ page, remarks }] : []));
}

/** Saves what an approver noted about some files, one row for each page of them. Throws Refused for what no file or no remark can be. */
export async function saveRemarks(
  ports: RemarkPorts,
  of: RemarksOf,
  given: readonly FileRemark[],
  count: number,
): Promise<void> {
  for (const { number, text } of given) {
    if (number < 1 || number > count) throw new Refused(`There is no file ${number}: the package has ${count}`);
    if (text.length > longestRemark)
      throw new Refused(`The remark about file ${number} has ${text.length} letters; ${longestRemark} are taken`);
  }
  await onConflictAgain(async () => {
    const now = ports.clock.now();
    const stored = new Map((await ports.remarks.drafts(of)).map((one) => [one.value.page, one]));
    for (const [page, remarks] of pagesOf(given)) {
      const before = stored.get(page);
      const standing = before !== undefined && isKept(before.value.savedAt, now) ? before.value.remarks : [];
      const next = withRemarks({ page, remarks: standing }, remarks);
      if (JSON.stringify(next.remarks) === JSON.stringify(standing)) continue;
      await ports.remarks.saveDraft(of, { ...next, savedAt: now.toISOString() }, before?.etag ?? null);
    }
  });
}

export interface TakenRemarks {
  readonly summary: RemarksSummary;
  readonly pages: readonly RemarkPage[];
}

/** What goes with a decision that is taken now, or of it what goes with a question; undefined when nothing was noted. */
export async function remarksToTake(
  ports: RemarkPorts,
  of: RemarksOf,
  choice: Saying,
): Promise<TakenRemarks | undefined> {
  const noted = (await draftOf(ports, of)).filter((page) => inOrder([page]).length > 0);
  const pages = choice === 'ask' ? questionsOf(noted) : noted;
  const summary = summaryOf(pages);
  return summary === undefined ? undefined : { summary, pages };
}
