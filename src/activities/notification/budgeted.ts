import { countMail, type MailKind, mailBounds } from '../../domain/notification/mail-budget.ts';
import { revealedOf } from '../../domain/notification/outside-view.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { thingOf } from '../../pages/notification/naming.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { FlowSettings } from '../operation/settings.ts';

interface Countable {
  readonly operation: Operation;
  readonly step: string;
  readonly about: MailKind;
  readonly to: { readonly oid: string };
}

type BudgetPorts = Pick<Ports, 'mailBudgets' | 'clock'>;

/**
 * Whether a mail goes alone: three to a person about one kind and project do so within an hour, and alarms and invitations always.
 * What does not is kept, for the sweep to tell in one mail. A repeat answers as before.
 */
export async function isSentAlone(
  { mailBudgets, clock }: BudgetPorts,
  { mailWindowSeconds: seconds }: Pick<FlowSettings, 'mailWindowSeconds'>,
  { operation, step, to, about }: Countable,
): Promise<boolean> {
  if (mailBounds[about] !== 'budget') return true;
  const { project, id } = operation;
  const key = { project, to: to.oid, about };
  const now = clock.now();
  return await onConflictAgain(async () => {
    const stored = await mailBudgets.window(key);
    const window = countMail(stored?.value, `${id}.${step}`, { now, seconds });
    if (window === undefined) {
      const mail = { ...key, operation: id, thing: thingOf(revealedOf(operation)), step, since: now.toISOString() };
      await mailBudgets.collect(mail);
      return false;
    }
    if (window !== stored?.value) await mailBudgets.keepWindow(key, window, stored?.etag ?? null);
    return true;
  });
}
