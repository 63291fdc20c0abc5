import { countText } from '../../domain/base/count-text.ts';
import { printable } from '../../domain/base/printable.ts';
import { notifiedAtPercent } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import { type MailBody, mailBody } from '../../pages/notification/mail-body.ts';
import { type BudgetStatus, dayOfNewBudget } from '../domain/usage/budget.ts';

/**
 * Tells that the hours of a project's computes are nearly used or used up. How many exactly is left out: people inside start and stop some
 * of them, and what they choose does not leave in numbers. `opsUrl`: who reads it is told as an operator.
 */
export async function budgetUsed(
  { id, title }: Pick<Project, 'id' | 'title'>,
  standing: BudgetStatus,
  { opsUrl }: { readonly opsUrl?: string } = {},
): Promise<MailBody> {
  const { budgetHours, level } = standing;
  const isUsedUp = level === 'used-up';
  const day = dayOfNewBudget(standing);
  return mailBody({
    subject: isUsedUp
      ? `[${id}] The compute hours of this month are used up`
      : `[${id}] ${notifiedAtPercent} % of the compute hours of this month are used`,
    paragraphs: [
      `The machines and compute instances of the project ${printable(title)} (${id}) may run ${countText(budgetHours, 'hour')} a month together, each counted for itself.`,
      isUsedUp
        ? `These hours are used up. What runs by a schedule or always is switched off now and starts again on ${day} (UTC). Nothing is deleted, and what people start and stop by hand stays as it is.`
        : `${notifiedAtPercent} % of them are used. Once all are, what runs by a schedule or always is switched off until ${day} (UTC). Switch off what you do not need.`,
      opsUrl === undefined
        ? 'If the project needs more, ask its operators.'
        : 'If the project needs more, give its definition another budgetHours; the next run follows it.',
    ],
    links: opsUrl === undefined ? [] : [{ label: 'Open the computes', url: opsUrl }],
  });
}
