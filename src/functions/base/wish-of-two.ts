import { z } from 'zod';
import { Forbidden, Refused } from '../../domain/base/errors.ts';
import { pendingDays } from '../../domain/base/second-operator.ts';
import { type ActOfTwo, judgeAct } from '../../domain/definition/acts-of-two.ts';
import type { ConcernedProject } from '../../domain/definition/current-definition.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { notifyAddresses, operatorsToNotify } from '../../use-cases/project/notify-operators.ts';
import type { CallerCheck } from '../../web/caller.ts';
import type { Purpose } from '../../web/cookie-cipher.ts';

export type TwoServices = Pick<Ports, 'projects' | 'clock' | 'mailer' | 'keptMails'> & {
  readonly sealer: CallerCheck['sealer'];
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** What two operators want: the digest of all that it is about, and the sealed wish of whoever asked first. */
export interface WishOfTwo {
  readonly act: ActOfTwo;
  readonly purpose: Extract<Purpose, `${string}-first`>;
  readonly caller: Pick<Identity, 'oid' | 'name' | 'emails'>;
  readonly stands: string;
  readonly first: string | undefined;
  /** Tells the other operators. */
  readonly letter: () => Promise<MailBody>;
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
 * Judges what an operator wants that stands in no table until two want it: who asked first is sealed, and handed on by people. Throws
 * Forbidden for whoever cannot be the first, or the second.
 */
export async function judgeWish(services: TwoServices, wish: WishOfTwo): Promise<TwoVerdict> {
  const { clock, secondOperator } = services;
  const { act, stands, caller } = wish;
  const concerned = await everyConcerned(services);
  const first = await openFirst(services, wish);
  const said = { act, first, stands, seen: stands, somebody: caller } as const;
  const verdict = judgeAct({ ...said, concerned, secondOperator }, clock.now());
  if (verdict.kind === 'agreed') return { kind: 'agreed', marks: verdict.marks };
  if (verdict.kind === 'refused') throw new Forbidden(verdict.why);
  return { kind: 'waits', first: await ask(services, wish) };
}

/** All projects, for what is about each of them. */
export async function everyConcerned({ projects }: Pick<TwoServices, 'projects'>): Promise<ConcernedProject[]> {
  return await Array.fromAsync(projects.list(), (found) => {
    return { id: 'value' in found ? found.value.id : found.id, standing: found };
  });
}

async function openFirst({ sealer }: TwoServices, { first, purpose }: WishOfTwo) {
  if (first === undefined) return undefined;
  const opened = asked.safeParse(await sealer.open(purpose, first));
  if (opened.success) return opened.data;
  throw new Refused(`No first operator was given that wish here in the last ${pendingDays} days: ask without it`);
}

async function ask(services: TwoServices, { act, purpose, caller, stands, letter }: WishOfTwo): Promise<string> {
  const { oid, name, emails } = caller;
  const by = { oid, name, emails: [...emails] };
  const askedAt = services.clock.now().toISOString();
  const addresses = [...(await operatorsToNotify(services, everyProject)), ...emails.slice(0, 1)];
  await notifyAddresses(services, { id: `${act}.${stands}.${askedAt}`, letter: await letter(), addresses });
  return await services.sealer.seal(purpose, { by, askedAt, digest: stands }, pendingDays * 24 * 60 * 60);
}
