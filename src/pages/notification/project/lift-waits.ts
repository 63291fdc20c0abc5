import { countText } from '../../../domain/base/count-text.ts';
import { printable } from '../../../domain/base/printable.ts';
import type { askedFirst } from '../../../domain/base/second-operator.ts';
import { everyProject, type Hold } from '../../../domain/operation/hold.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells operators that somebody wants a hold lifted which two of them lift. It names nothing in which malware was found. */
export async function liftWaits(
  { project, since, owner, findings = [], beyond = 0 }: Hold,
  { by, reason, askedAt }: Pick<ReturnType<(typeof askedFirst)['parse']>, 'by' | 'reason' | 'askedAt'>,
  { secondOperator, publicBaseUrl }: { readonly secondOperator: boolean; readonly publicBaseUrl: string },
  timeZone?: string,
): Promise<MailBody> {
  const held = project === everyProject ? 'all projects' : project;
  const listed = countText(findings.length + beyond + 1, 'finding stands', 'findings stand');
  const isOfIncident = owner === 'incident';
  return mailBody({
    subject: `[${project}] Somebody wants ${isOfIncident ? 'the hold of an incident' : 'a malware hold'} lifted`,
    paragraphs: [
      `${printable(by.name)} asked at ${momentText(askedAt, timeZone)} that the hold of ${held} since ${momentText(since, timeZone)} is lifted. The reason given: ${printable(reason)}`,
      `${isOfIncident ? '' : `${listed} on its list. `}Until it is lifted nothing begins there.`,
      secondOperator
        ? 'Another operator, who takes no part in the project, has to lift it too, within seven days.'
        : 'This deployment has one operator, who can lift it after a day by asking again, within seven days. Whoever does not agree speaks up now, or sets a hold of their own.',
    ],
    links: [{ label: 'Holds', url: `${publicBaseUrl}/api/ops/desk/holds` }],
  });
}
