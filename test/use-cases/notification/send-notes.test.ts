import { expect, test } from 'vitest';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { OpenReview } from '../../../src/domain/notification/digest.ts';
import { isNoteDay } from '../../../src/domain/notification/weekly-note.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import { keptNote } from '../../../src/domain/witness/checkpoint.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { sendReminders } from '../../../src/use-cases/notification/send-notes.ts';
import { person, sampleOperation, sampleProject } from '../../domain/sample.ts';
import { SignedHours } from '../../features/witness/signed-hours.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };
const [otto, olivia] = [person('Otto', 90), person('Olivia', 91)];
const hour = 60 * 60_000;

/** Thursday, so that reviews are due on days before and after a Monday, and on one. */
const asked = new Date('2026-03-05T10:00:00.000Z');

function reviewOf(project: OpenReview['project']): OpenReview {
  const about = { exportId: 'exp_one', project, definition: 'h1', researchers: [], filesSince: asked.toISOString() };
  const round = newRound({ ...about, number: 1, digest: 'd1', now: asked });
  const operation = sampleOperation({
    id: round.exportId,
    door: 'export',
    project: project.id,
    state: 'in-review',
    round: 1,
  });
  return { operation, project, round, decisions: [] };
}

/** Two projects with an operator in common, one of whom approves too, and a review that is open. */
async function begin() {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-03-06T08:31:00.000Z' });
  const sample = sampleProject();
  const [approver] = sample.people.approvers;
  if (approver === undefined) throw new Error('nobody approves');
  const { name, email, oid } = approver;
  const people = (operators: (typeof otto)[]) => ({ ...sample.people, operators });
  const reviewed = people([otto, { name, email, oid }]);
  await world.project({ id: 'heart-study', people: reviewed });
  await world.project({ id: 'lung-study', people: people([otto, olivia]) });
  const hours = new SignedHours();
  await hours.pass({ _system: ['a'] });
  const { signedLog } = hours.world.ports;
  const all = { reviews: [reviewOf(sampleProject({ id: 'heart-study', people: reviewed }))], absences: [] };
  const sweep = async (change: Partial<Ports> = {}) => {
    const ports = { ...world.ports, signedLog, ...change };
    const share = startTimeSlice(ports.clock, 60);
    await sendReminders(ports, settings, all, share);
  };
  const operators = [otto.email, olivia.email, email];
  return { world, sweep, hours, operators, another: hours.another() };
}

const noteIn = (text: string) => /audit was changed since\. (.*)$/m.exec(text)?.[1];

test('everybody who operates a project gets the newest note once a week, alone or with what is due', async () => {
  const { world, sweep, hours, operators } = await begin();
  const weeks = 3;
  for (let at = 0; at < weeks * 7 * 24; at += 2) {
    await sweep();
    await world.time.pass(2 * hour);
  }
  const brought = world.inbox.mails.flatMap(({ to, text }) => {
    const line = noteIn(text);
    return line === undefined ? [] : [{ to, line }];
  });
  for (const email of operators) expect(brought.filter(({ to }) => to === email)).toHaveLength(weeks);
  const note = await hours.note();
  for (const { line } of brought) expect(keptNote(line)).toBe(note);
});

test('a process that has just begun sends it too, and who was not reached is tried again', async () => {
  const { world, sweep, another } = await begin();
  await world.time.pass(3 * 24 * hour);
  const { mailer } = world.ports;
  const picky: Ports['mailer'] = {
    send: async (mail) => {
      if (mail.to === olivia.email) throw new Error('no such mailbox');
      await mailer.send(mail);
    },
  };
  await sweep({ signedLog: another, mailer: picky });
  expect(world.inbox.mails.map(({ to }) => to)).not.toContain(olivia.email);
  await sweep({ signedLog: another });
  await sweep({ signedLog: another });
  const notes = world.inbox.mails.filter(({ text }) => noteIn(text) !== undefined);
  expect(notes.map(({ to }) => to).filter((to) => to === olivia.email)).toHaveLength(1);
  expect(notes.map(({ to }) => to).filter((to) => to === otto.email)).toHaveLength(1);
});

test('nobody gets one where nothing was signed', async () => {
  const { world, sweep } = await begin();
  await world.time.pass(3 * 24 * hour);
  await sweep({ signedLog: world.ports.signedLog });
  expect(world.inbox.mails.filter(({ text }) => noteIn(text) !== undefined)).toEqual([]);
});

test('the day is the first of the week on which people work', () => {
  const project = sampleProject();
  const holiday = { ...project, calendar: { ...project.calendar, holidays: ['2026-03-09'] } };
  const days = ['2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11'];
  expect(days.filter((day) => isNoteDay(project, day))).toEqual(['2026-03-09']);
  expect(days.filter((day) => isNoteDay(holiday, day))).toEqual(['2026-03-10']);
});
