import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import type { PendingChange } from '../../domain/definition/pending-change.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import { activeOperators } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import { changeWaits } from '../../pages/notification/project/change-waits.ts';
import { MailRefusedForGood } from '../../ports/mail.ts';
import type { Ports } from '../../ports/ports.ts';
import { changeData, recordDefinition } from './definition-audit.ts';

const patienceMs = 10_000;

type NotifyPorts = Pick<Ports, 'mailer' | 'keptMails' | 'clock'> & { readonly publicBaseUrl: string };

/** Tells the operators of both definitions, and whoever asked, that a change waits. */
export async function notifyOperators(
  ports: NotifyPorts & Pick<Ports, 'audit'>,
  change: PendingChange,
  projects: readonly Project[],
): Promise<void> {
  const { id, project, by } = change;
  const [zone] = projects.map((one) => calendarOf(one).timeZone);
  const letter = await changeWaits(change, `${ports.publicBaseUrl}/api/ops/desk`, zone);
  const operators = projects.flatMap((one) => activeOperators(one).map(({ email }) => email));
  const counts = await notifyAddresses(ports, {
    ...{ id: `${id}.waits`, letter },
    addresses: [...operators, ...by.emails.slice(0, 1)],
  });
  await recordDefinition(ports, project, { id, what: 'change-told', data: { ...changeData(change), ...counts } });
}

/**
 * Tells each address once that an act waits for a second person. The act stands whether or not that works: after ten seconds nobody waits
 * for the mail server any more. What it did not take, and did not refuse for good, is kept, and a sweep sends it. Answers how many are known to have been told, and how many
 * are not.
 */
export async function notifyAddresses(
  { mailer, keptMails, clock, publicBaseUrl }: NotifyPorts,
  { id, letter, addresses }: { readonly id: string; readonly letter: MailBody; readonly addresses: readonly string[] },
): Promise<{ readonly told: number; readonly untold: number }> {
  const once = [...new Set(addresses.map((address) => address.toLowerCase()))];
  const stop = new AbortController();
  const late = pause(patienceMs, false, { signal: stop.signal }).catch(() => false);
  const sent = await Promise.all(
    once.map((to) => {
      const mail = { messageId: messageIdOf(id, to, publicBaseUrl), about: 'second-person' as const, to, ...letter };
      const sending = mailer.send(mail).then(
        () => true,
        async (error: unknown) => {
          if (!(error instanceof MailRefusedForGood))
            await keptMails.keep({ ...mail, since: clock.now().toISOString() }).catch(() => undefined);
          return false;
        },
      );
      return Promise.race([sending, late]);
    }),
  );
  stop.abort();
  const told = sent.filter(Boolean).length;
  return { told, untold: once.length - told };
}

/** Who is told that an act waits: where there is a second operator, those of the project; otherwise all of them, since nobody else hears of it. */
export async function operatorsToNotify(
  { projects, secondOperator }: Pick<Ports, 'projects'> & { readonly secondOperator: boolean },
  held: string,
): Promise<string[]> {
  const addresses: string[] = [];
  for await (const found of projects.list()) {
    if (!('value' in found)) continue;
    if (!secondOperator || held === everyProject || held === found.value.id)
      addresses.push(...activeOperators(found.value).map(({ email }) => email));
  }
  return addresses;
}

function messageIdOf(id: string, to: string, baseUrl: string): string {
  const address = createHash('sha256').update(to).digest('hex').slice(0, 16);
  return `${id}.${address}@${new URL(baseUrl).hostname}`;
}
