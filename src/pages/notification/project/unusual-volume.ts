import { countText } from '../../../domain/base/count-text.ts';
import { printable } from '../../../domain/base/printable.ts';
import { type Volume, weeksJudgedBy } from '../../../domain/overview/unusual-volume.ts';
import type { Project } from '../../../domain/project/project.ts';
import { sizeText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells an operator that unusually much left a project in a week. */
export async function unusualVolume(
  { id, title }: Pick<Project, 'id' | 'title'>,
  { week, left: { files, bytes } }: { readonly week: string; readonly left: Volume },
  baseUrl: string,
): Promise<MailBody> {
  return mailBody({
    subject: `[${id}] Unusually much left in week ${week}`,
    paragraphs: [
      `In the week ${week} ${countText(files, 'file')} with ${sizeText(bytes)} left the project ${printable(title)} (${id}).`,
      `That is more than three times what was usual in the ${weeksJudgedBy} weeks before. Ask whether it was meant to; every release was approved by people, and the charts show each week.`,
    ],
    links: [{ label: 'Open the charts', url: `${baseUrl}/api/ops/charts?project=${id}` }],
  });
}
