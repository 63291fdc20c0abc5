import { expect, test } from 'vitest';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { OpenReview } from '../../../src/domain/notification/digest.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import { keptNote } from '../../../src/domain/witness/checkpoint.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { sendDigests } from '../../../src/use-cases/notification/send-digests.ts';
import { collect } from '../../contract/samples.ts';
import { sampleOperation, sampleProject } from '../../domain/sample.ts';
import { SignedHours } from '../../features/witness/signed-hours.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };
const begin = '2026-03-06T08:31:00.000Z';

function reviewOf(id: string): OpenReview {
  const project = sampleProject({ id });
  const now = new Date('2026-03-05T10:00:00.000Z');
  const about = { exportId: `exp_${id}`, project, definition: 'h1', researchers: [], filesSince: now.toISOString() };
  const round = newRound({ ...about, number: 1, digest: 'd1', now });
  const operation = sampleOperation({ id: round.exportId, door: 'export', project: id, state: 'in-review', round: 1 });
  return { operation, project, round, decisions: [] };
}
const reviews = [reviewOf('heart-study'), reviewOf('lung-study')];

function start() {
  const world = new MemoryWorld(1, noHook, { beginning: begin });
  const send = (change: Partial<Ports> = {}) => {
    const ports = { ...world.ports, ...change };
    return sendDigests(ports, settings, { reviews, absences: [] }, startTimeSlice(ports.clock, 60));
  };
  const lines = async (project: string) =>
    (await collect(world.ports.audit.lines(project))).map((line) => parseChainLine(line).event);
  return { world, send, lines };
}

test('a digest is sent once a day, is in no thread, and the audit of each project names who was reminded of what', async () => {
  const { world, send, lines } = start();
  await send();
  await world.time.pass(300_000);
  await send();
  const { mails } = world.inbox;
  expect(mails.map(({ to, follows }) => [to, follows])).toEqual(
    ['ada', 'ben', 'cem'].map((name) => [`${name}@example.org`, undefined]),
  );
  expect(mails[0]?.text).toContain('https://gate.example.org/api/review-package/lung-study/exp_lung-study');
  expect((await lines('lung-study')).map(({ kind, operation, data }) => [kind, operation, data['step']])).toEqual(
    Array.from({ length: 3 }, () => ['mail.sent', 'exp_lung-study', 'digest-2026-03-06']),
  );
});

test('on Mondays it brings what was signed of the audit last, as a line from which the note can be had again', async () => {
  const hours = new SignedHours();
  await hours.pass({ _system: ['a'] });
  const { world, send } = start();
  const found = new Map<string, string>();
  for (let day = 0; day < 14; day += 1) {
    await send({ signedLog: hours.world.ports.signedLog });
    await world.time.pass(86_400_000);
  }
  for (const { messageId, text } of world.inbox.mails) found.set(messageId.slice('digest.'.length, 17), text);
  const keeps = [...found].filter(([, text]) => text.includes('Keep this line'));
  expect(keeps.map(([day]) => new Date(day).getUTCDay())).toEqual([1]);
  expect(found.size).toBeGreaterThan(3);
  const [, line = ''] = /audit was changed since\. (.*)$/m.exec(keeps[0]?.[1] ?? '') ?? [];
  expect(keptNote(line.replaceAll(' ', '\r\n> '))).toBe(await hours.note());
});

test('a crash after a mail sends it under the same id at most once more, and the others once', async () => {
  const { world, send } = start();
  const markSent = async () => {
    throw new Error('the process died');
  };
  await expect(send({ outbox: { ...world.ports.outbox, markSent } })).rejects.toThrow('died');
  await send();
  const ids = world.inbox.mails.map(({ messageId }) => messageId);
  expect([ids.length, new Set(ids).size]).toEqual([4, 3]);
});

test('whom the mail server does not take is tried again, without the others, while the day lasts', async () => {
  const { world, send } = start();
  const { mailer } = world.ports;
  const picky: Ports['mailer'] = {
    send: async (mail) => {
      if (mail.to.startsWith('ben')) throw new Error('no such mailbox');
      await mailer.send(mail);
    },
  };
  await send({ mailer: picky });
  await world.time.pass(300_000);
  await send({ mailer: picky });
  expect(world.inbox.mails.map(({ to }) => to)).toEqual(['ada@example.org', 'cem@example.org']);
  await world.time.pass(300_000);
  await send();
  expect(world.inbox.mails.map(({ to }) => to).at(-1)).toBe('ben@example.org');
  await send();
  expect(world.inbox.mails).toHaveLength(3);
});
