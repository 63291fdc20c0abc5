import { DAY } from '../../domain/base/time.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { type Mail, MailRefusedForGood } from '../../ports/mail.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Failures } from '../base/failures.ts';

/** What such a mail asks a second person for can be answered for so long. */
const keptDays = 7;

/** Sends the mails that had to wait and that nothing else would send again; what they ask for is over after seven days. */
export async function sendKept(
  { keptMails, mailer, clock }: Pick<Ports, 'keptMails' | 'mailer' | 'clock'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  await failures.keep('the mails that were kept', async () => {
    for await (const kept of within(share, keptMails.list())) {
      const { since, ...mail } = kept;
      await failures.keep('a mail that was kept', async () => {
        if (clock.now().getTime() - Date.parse(since) < keptDays * DAY) await sendUnlessRefused(mailer, mail);
        await keptMails.forget(kept);
      });
    }
  });
}

/** Nobody tries again what is refused for good; the line about the act counts it as undelivered. */
async function sendUnlessRefused(mailer: Ports['mailer'], mail: Mail): Promise<void> {
  await mailer.send(mail).catch((error: unknown) => {
    if (!(error instanceof MailRefusedForGood)) throw error;
  });
}
