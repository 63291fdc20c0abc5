import { describe, expect, test } from 'vitest';
import type { BudgetKey, CollectedMail } from '../../src/domain/notification/mail-budget.ts';
import type { MailBudgets } from '../../src/ports/mail.ts';
import { ConflictError } from '../../src/ports/records.ts';
import { operationId } from './samples.ts';

const since = '2026-03-01T10:00:00.000Z';

function collected(change: Partial<CollectedMail> = {}): CollectedMail {
  const operation = operationId('export');
  return {
    ...{ project: 'heart-study', to: 'oid-1', about: 'rejected', operation, thing: 'package ABCDEF', since },
    step: 'rejected-2',
    ...change,
  };
}

async function all(budgets: MailBudgets, project: string): Promise<CollectedMail[]> {
  const found: CollectedMail[] = [];
  for await (const mail of budgets.collected()) if (mail.project === project) found.push(mail);
  return found;
}

/** What every store of budgets of mails must do. */
export function mailBudgetsContract(budgets: () => MailBudgets): void {
  describe('budgets of mails', () => {
    test('count for each person, occasion and project, and refuse whoever did not see the last count', async () => {
      const key: BudgetKey = { project: 'counted-study', to: 'oid-1', about: 'rejected' };
      expect(await budgets().window(key)).toBeUndefined();
      await budgets().keepWindow(key, { since, mails: ['a'] }, null);
      await expect(budgets().keepWindow(key, { since, mails: ['b'] }, null)).rejects.toThrow(ConflictError);
      const first = await budgets().window(key);
      expect(first?.value).toEqual({ since, mails: ['a'] });
      await budgets().keepWindow(key, { since, mails: ['a', 'b'] }, first?.etag ?? null);
      await expect(budgets().keepWindow(key, { since, mails: [] }, first?.etag ?? null)).rejects.toThrow(ConflictError);
      for (const other of [{ to: 'oid-2' }, { about: 'failed' as const }, { project: 'other-study' }])
        expect(await budgets().window({ ...key, ...other })).toBeUndefined();
    });

    test('keep each mail once until it is forgotten, those of one budget together', async () => {
      const project = 'collected-study';
      const [first, second] = [collected({ project }), collected({ project })];
      const other = collected({ project, to: 'oid-2' });
      for (const mail of [first, other, second, first]) await budgets().collect(mail);
      const found = await all(budgets(), project);
      expect(found).toHaveLength(3);
      expect(found.findIndex(({ to }) => to === 'oid-2')).not.toBe(1);
      await budgets().forget([first]);
      // Another sweep may have been faster with some of them.
      await budgets().forget([first, second]);
      expect(await all(budgets(), project)).toEqual([other]);
      await budgets().forget([other]);
    });
  });
}
