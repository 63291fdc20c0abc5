import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PendingChange } from '../../domain/definition/pending-change.ts';
import { activeOperators } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { changeWaits } from '../../pages/notification/project/change-waits.ts';
import type { Ports } from '../../ports/ports.ts';
import { changeData, recordDefinition } from './definition-audit.ts';

const patienceMs = 10_000;

/**
 * Tells the operators of both definitions, and whoever asked, that a change waits. The change stands whether or not that works: after ten
 * seconds nobody waits for the mail server any more, and the audit says how many are not known to have been told.
 */
export async function tellOperators(
  ports: Pick<Ports, 'mailer' | 'audit' | 'clock'> & { readonly publicBaseUrl: string },
  change: PendingChange,
  projects: readonly Project[],
): Promise<void> {
  const letter = await changeWaits(change, `${ports.publicBaseUrl}/api/ops`);
  const operators = projects.flatMap((project) => activeOperators(project).map(({ email }) => email.toLowerCase()));
  const addresses = [...new Set([...operators, ...change.by.emails.slice(0, 1)])];
  const stop = new AbortController();
  const late = pause(patienceMs, false, { signal: stop.signal }).catch(() => false);
  const sent = await Promise.all(
    addresses.map((to) => {
      const mail = {
        messageId: messageIdOf(change, to, ports.publicBaseUrl),
        to,
        ...letter,
      };
      const sending = ports.mailer.send(mail).then(
        () => true,
        () => false,
      );
      return Promise.race([sending, late]);
    }),
  );
  stop.abort();
  const told = sent.filter(Boolean).length;
  const data = { ...changeData(change), told, untold: addresses.length - told };
  await recordDefinition(ports, change.project, { id: change.id, what: 'change-told', data });
}

function messageIdOf({ id }: PendingChange, to: string, baseUrl: string): string {
  const address = createHash('sha256').update(to).digest('hex').slice(0, 16);
  return `${id}.waits.${address}@${new URL(baseUrl).hostname}`;
}
