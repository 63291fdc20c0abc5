import { z } from 'zod';
import { Forbidden, Refused } from '../../../domain/base/errors.ts';
import { pendingDays } from '../../../domain/base/second-operator.ts';
import { judgeAct } from '../../../domain/definition/acts-of-two.ts';
import type { ConcernedProject } from '../../../domain/definition/current-definition.ts';
import { everyProject } from '../../../domain/operation/hold.ts';
import { restoreWaits } from '../../../pages/notification/project/restore-waits.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Identity } from '../../../ports/sign-in.ts';
import { notifyAddresses, operatorsToNotify } from '../../../use-cases/project/notify-operators.ts';
import type { CallerCheck } from '../../../web/caller.ts';

export type TwoServices = Pick<Ports, 'projects' | 'clock' | 'mailer' | 'keptMails'> & {
  readonly sealer: CallerCheck['sealer'];
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** What a restore of two is about: the digest of all that it would do, and the sealed wish of whoever asked first. */
interface WishOfTwo {
  readonly what: 'heads' | 'doors';
  readonly caller: Pick<Identity, 'oid' | 'name' | 'emails'>;
  readonly reason: string;
  readonly stands: string;
  readonly first: string | undefined;
}

/** `agreed`: two want the same, or one twice. `waits`: this is the first, whose sealed wish a second has to bring. */
export type TwoVerdict =
  | { readonly kind: 'agreed'; readonly marks: Readonly<Record<string, string>> }
  | { readonly kind: 'waits'; readonly first: string };

const asked = z.strictObject({
  by: z.strictObject({ oid: z.string(), name: z.string(), emails: z.array(z.string()) }),
  askedAt: z.string(),
  digest: z.string(),
});

/**
 * Judges what an operator wants to be put back. Who asked first stands in no table and no chain, since these may be what is lost: it is
 * sealed, and handed on by people. Throws Forbidden for whoever cannot be the first, or the second.
 */
export async function judgeRestore(services: TwoServices, wish: WishOfTwo): Promise<TwoVerdict> {
  const { clock, secondOperator, projects } = services;
  const { stands, caller } = wish;
  const concerned: ConcernedProject[] = [];
  for await (const found of projects.list())
    concerned.push({ id: 'value' in found ? found.value.id : found.id, standing: found });
  const first = await openFirst(services, wish);
  const said = { act: 'restore', first, stands, seen: stands, somebody: caller } as const;
  const verdict = judgeAct({ ...said, concerned, secondOperator }, clock.now());
  if (verdict.kind === 'agreed') return { kind: 'agreed', marks: verdict.marks };
  if (verdict.kind === 'refused') throw new Forbidden(verdict.why);
  return { kind: 'waits', first: await ask(services, wish) };
}

async function openFirst({ sealer }: TwoServices, { first }: WishOfTwo) {
  if (first === undefined) return undefined;
  const opened = asked.safeParse(await sealer.open('restore-first', first));
  if (opened.success) return opened.data;
  throw new Refused(`No first operator was given that wish here in the last ${pendingDays} days: ask without it`);
}

async function ask(services: TwoServices, { what, caller, reason, stands }: WishOfTwo): Promise<string> {
  const { oid, name, emails } = caller;
  const by = { oid, name, emails: [...emails] };
  const askedAt = services.clock.now().toISOString();
  const letter = await restoreWaits(what, { by, reason }, services);
  const addresses = [...(await operatorsToNotify(services, everyProject)), ...emails.slice(0, 1)];
  await notifyAddresses(services, { id: `restore.${stands}.${askedAt}`, letter, addresses });
  return await services.sealer.seal('restore-first', { by, askedAt, digest: stands }, pendingDays * 24 * 60 * 60);
}
