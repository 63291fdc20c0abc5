import type { Decision, Saying } from '../../src/domain/review/decision.ts';
import type { Mail } from '../../src/ports/mail.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { saveRemarks } from '../../src/use-cases/review/file-remarks.ts';
import { type FoundReview, findReview } from '../../src/use-cases/review/find-review.ts';
import { groupsOff } from '../domain/sample.ts';
import { cast } from './definition.ts';
import { patienceOf } from './questions.ts';
import { roomOf } from './reading-room.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const approvers = [...cast.approvers, cast.spare];
type Approver = (typeof approvers)[number];

/** Everybody who decides, until `isOver`: each opens mails in their own time, and some click twice, or both ways, or at the last second. */
export async function approversWork(world: World, isOver: () => boolean): Promise<void> {
  await Promise.all(approvers.map((approver) => worksOff(world, approver, isOver)));
}

async function worksOff(world: World, approver: Approver, isOver: () => boolean): Promise<void> {
  const { draws, time } = world;
  const seen = new Set<Mail>();
  while (!isOver()) {
    // Whoever asks something has to come to it before the storm is over.
    const most = world.weather.has('asks') ? 20 * MINUTE : 12 * HOUR;
    await time.sleep(draws.between(`${approver.name} rests`, 5 * MINUTE, most));
    for (const mail of world.deployment.inbox.mails) {
      if (mail.to !== approver.email || seen.has(mail)) continue;
      seen.add(mail);
      const handle = handleIn(mail);
      if (handle !== undefined && !draws.happens(`${approver.name} forgets`, 0.15))
        await answers(world, approver, handle);
    }
  }
}

/** The secret of the link in a mail; undefined when it asks for no decision. */
export function handleIn({ text }: Mail): string | undefined {
  return /\/api\/review\/([\w-]+)\?choice=approve/.exec(text)?.[1];
}

async function answers(world: World, approver: Approver, handle: string): Promise<void> {
  const { draws } = world;
  const key = `${approver.name} decides`;
  const choice = draws.happens(key, 0.2) ? draws.pick(`${key} against`, ['deny', 'changes'] as const) : 'approve';
  if (world.weather.has('asks') && draws.happens(`${approver.name} asks`, 0.5)) {
    const asked = await sendsForm(world, approver, handle, {
      choice: 'ask',
      reason: draws.pick('asked', ['Why?', '']),
    });
    if (asked === 'recorded') world.acted('ask');
    const patience = patienceOf(world, approver.name);
    if (patience === 'never') return;
    await world.time.sleep(patience);
  }
  if (draws.happens(`${key} at the deadline`, 0.05)) await untilDeadline(world, handle);
  const first = answer(world, approver, handle, choice);
  if (draws.happens(`${key} twice`, 0.1)) await answer(world, approver, handle, choice);
  if (draws.happens(`${key} both ways`, 0.05))
    await answer(world, approver, handle, choice === 'approve' ? 'deny' : 'approve');
  await first;
}

/** Within a second of the deadline of the round, before or after. */
async function untilDeadline(world: World, handle: string): Promise<void> {
  const found = await world.once(`reads ${handle}`, (app) => findReview(app.ports, handle)).catch(() => undefined);
  if (found === undefined || found === 'died') return;
  const away =
    Date.parse(found.round.deadline) - world.time.now().getTime() + world.draws.between('last second', -1000, 1000);
  if (away > 0 && away < 3 * 24 * HOUR) await world.time.sleep(away);
}

/** So often the form is sent at most: once more after a failure, and once more for each duty that it names. */
const mostForms = 4;

/**
 * Opens the page, reads the digest that it shows, and sends the form; when it fails, once more. Where an approval asks for a reason, or for files
 * that are opened, most do that and send it again.
 */
export async function answer(
  world: World,
  approver: Approver,
  handle: string,
  choice: Decision['choice'],
): Promise<void> {
  const { draws, time } = world;
  let [reason, failures] = [choice === 'approve' ? '' : 'Cells are too small', 0];
  for (let form = 1; form <= mostForms && failures < 2; form += 1) {
    const outcome = await sendsForm(world, approver, handle, { choice, reason });
    if (outcome === 'failed' || outcome === 'died') {
      failures += 1;
      await time.sleep(2 * MINUTE);
    } else if (outcome === 'reason-missing' || outcome === 'not-opened') {
      if (draws.happens(`${approver.name} gives up`, 0.2)) return;
      await time.sleep(MINUTE);
      if (outcome === 'reason-missing') reason = 'The owner of the data has agreed';
      else await opensFiles(world, approver, handle);
    } else return;
  }
}

/** Sends the form once. Gives what came of it, or the code of a refusal. */
async function sendsForm(
  world: World,
  { name, oid }: Approver,
  handle: string,
  said: Pick<Decision, 'reason'> & { readonly choice: Saying },
): Promise<string> {
  return await world
    .once(`${name} ${handle}`, async (app) => {
      const found = await findReview(app.ports, handle);
      if (found !== undefined && ['changes', 'ask'].includes(said.choice)) await noteSomething(app.ports, found);
      const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
      const { digest = '', saidAt = '' } = found?.round ?? {};
      const form = { ...said, lookedAt: true, deidentified: true, digest, saidAt };
      const decided = await decide({ ...app.ports, groupsClaim: groupsOff }, { handle, approver, ...form });
      if ('exportId' in decided) await world.workflows.wake(decided.exportId);
      return decided.kind === 'refuse' ? decided.code : decided.kind;
    })
    .catch((error: unknown) => world.told(`the decision of ${name}`, error));
}

/** Looks at the files in the reading room, by the link of the page. */
async function opensFiles(world: World, { oid }: Approver, handle: string): Promise<void> {
  const found = await findReview(world.god, handle);
  if (found !== undefined) await roomOf(world).view(found.round, found.round.number, oid);
}

/** Saves a question about the first file, as the page does. */
async function noteSomething(ports: Ports, { round, handle: { approver } }: FoundReview): Promise<void> {
  const of = { exportId: round.exportId, round: round.number, approver };
  await saveRemarks(ports, of, [{ number: 1, seen: true, question: true, text: 'Which sites?' }], 1);
}
