import type { Asked } from '../domain/asked.ts';
import { handleHash } from '../domain/handle.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import { askedStamp, eligible, type Round, standingDecisions } from '../domain/round.ts';
import { decisionWanted } from '../pages/mails/decision-wanted.ts';
import type { Letter } from '../pages/mails/letter.ts';
import type { Ports } from '../ports/ports.ts';
import { latestRound } from './amend-round.ts';
import { deliverAll, type MailPorts, recordGivenUp } from './deliver.ts';
import { requireOperation, requireProject } from './operations.ts';
import type { FlowSettings } from './settings.ts';

type InvitePorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions' | 'random'>;

/**
 * Asks each approver of the open round who may decide and has not yet. Every mail has links of its own; of a link's handle only the
 * SHA-256 is kept, so a mail that is sent again after a crash carries a new one, as good as the first.
 */
export async function inviteApprovers(
  ports: InvitePorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { key, last }: { readonly key: OperationKey; readonly last: boolean },
): Promise<{ readonly unsent: number; readonly asked: string }> {
  const { value: operation } = await requireOperation(ports.register, key);
  const { value: project } = await requireProject(ports.projects, key.project);
  const { rounds, decisions } = await ports.decisions.read(key.id);
  const round = latestRound(rounds)?.value;
  if (!round) throw new Error(`The package ${key.id} has no round of approval to ask about`);
  const asked = askedStamp(round);
  if (round.status !== 'open') return { unsent: 0, asked };
  const decided = new Set(standingDecisions(round, decisions).map(({ approver }) => approver));
  const now = ports.clock.now();
  const deliveries = round.approvers
    .filter(({ oid }) => !decided.has(oid) && eligible(round, oid, now))
    .map((to) => ({
      operation,
      step: stepOf(round, to),
      to,
      write: () => write(ports, settings, { operation, title: project.title, round, to }),
    }));
  const unsent = await deliverAll(ports, settings, deliveries);
  if (last) await recordGivenUp(ports, settings, unsent);
  return { unsent: unsent.length, asked };
}

/** Whoever comes back is asked again; and so is everybody when the round was opened again with a new deadline, perhaps on the same day. */
function stepOf({ number, deadline }: Round, { since }: Asked): string {
  return ['decide', number, ...[since, deadline].map((time) => time.replace(/\D/g, ''))].join('-');
}

interface Invitation {
  readonly operation: Operation;
  readonly title: string;
  readonly round: Round;
  readonly to: Asked;
}

async function write(
  { decisions, random }: Pick<Ports, 'decisions' | 'random'>,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { operation, title, round, to }: Invitation,
): Promise<Letter> {
  if (!operation.package) throw new Error(`The package ${operation.id} has no digest to decide about`);
  const handle = random.handle();
  const hash = handleHash(handle);
  if (hash === undefined) throw new Error('A fresh handle is not 32 bytes in base64url');
  const { project, id: exportId } = operation;
  await decisions.putHandle(hash, { project, exportId, round: round.number, approver: to.oid });
  const link = (choice: 'approve' | 'deny') => `${publicBaseUrl}/api/review/${handle}?choice=${choice}`;
  return decisionWanted({ project, title, round, summary: operation.package, link });
}
