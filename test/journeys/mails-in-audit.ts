import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { recordedMail } from '../../src/domain/notification/recorded-mail.ts';
import type { AuditLog } from '../../src/ports/audit.ts';
import { gather } from '../domain/sample.ts';

/** How many mails about an operation the audit knows to have been sent on a kind (`available`, `decide-1`, …): a crash repeats none of them. */
export async function mailsInAudit(
  audit: Pick<AuditLog, 'lines'>,
  id: string,
  step: string,
  project = 'heart-study',
): Promise<number> {
  const events = (await gather(audit.lines(project))).map((line) => parseChainLine(line).event);
  return events.filter((event) => {
    const mail = event.operation === id ? recordedMail(event) : undefined;
    return mail !== undefined && mail.to !== null && mail.reason === null && mail.step.startsWith(step);
  }).length;
}
