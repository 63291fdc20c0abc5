import { beforeEach, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { type IncidentClocks, usualClocks } from '../../../src/domain/history/incident-clocks.ts';
import { incidentLines } from '../../../src/features/releases/domain/incident-lines.ts';
import { actOnIncident } from '../../../src/features/releases/incidents/act-on-incident.ts';
import { findIncident, readIncidents } from '../../../src/features/releases/incidents/incident-chain.ts';
import { keepIncidents } from '../../../src/features/releases/incidents/keep-incidents.ts';
import { openIncident } from '../../../src/features/releases/incidents/open-incident.ts';
import { showIncident } from '../../../src/features/releases/incidents/show-incident.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const project = 'heart-study';
const reason = 'It was offered for sale';
const publicBaseUrl = 'https://gate.example.org';
const idle = { start: async () => undefined, wake: async () => undefined };
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: ['Ops.Operator'], groups: [] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];

let world: MemoryWorld;
let days = 0;
let clocks: IncidentClocks = usualClocks;
const ports = () => {
  const clock = { now: () => new Date(world.time.now().getTime() + days * DAY) };
  return { ...world.ports, clock, secondOperator: true, publicBaseUrl, transferPollSeconds: 1, incidentClocks: clocks };
};
const open = async (with_ = ports()) =>
  await openIncident(with_, idle, otto, {
    ...{ severity: 'high', scope: { projects: [project], packages: [], datasets: [], people: [] }, reason },
  });
const subjects = () => world.inbox.mails.map(({ to, subject }) => `${to}: ${subject.replace(/^\[\w+\] /, '')}`);

async function sweep(on = ports()): Promise<void> {
  const failures = new Failures();
  const share = startTimeSlice(on.clock, 60);
  await keepIncidents({
    ports: on,
    workflows: idle,
    settings: { publicBaseUrl, transferPollSeconds: 1 },
    failures,
    share,
  });
  failures.throwAny();
}

beforeEach(async () => {
  world = new MemoryWorld(36);
  days = 0;
  clocks = usualClocks;
  await world.project({ people: { ...sampleProject().people, operators: [person('Otto', 90), person('Orla', 91)] } });
});

test('each operator is told of each mark once, in the order of the clocks, however often it is swept', async () => {
  const { incident } = await open();
  await actOnIncident(ports(), orla, incident.id, { act: 'confirm', reason });
  world.inbox.mails.length = 0;
  for (const day of [0.1, 0.5, 0.6, 0.8, 1, 1.2]) {
    days = day;
    await sweep();
    await sweep();
  }
  expect(subjects().filter((line) => line.startsWith('orla'))).toEqual([
    'orla@example.org: Incident: 24 hours: half of its time is over',
    'orla@example.org: Incident: 24 hours: 80 % of its time is over',
    'orla@example.org: Incident: 24 hours: it is due',
  ]);
  expect(subjects()).toHaveLength(6);
});

test('an incident keeps the clocks that the deployment had when it was opened, and its mails say who is to be told', async () => {
  clocks = { '10-days': '', '12-hours': 'the registry of Bern' };
  const { incident } = await open();
  clocks = usualClocks;
  await actOnIncident(ports(), orla, incident.id, { act: 'confirm', reason });
  world.inbox.mails.length = 0;
  for (const day of [0.5, 5]) {
    days = day;
    await sweep();
  }
  expect(subjects().filter((line) => line.startsWith('orla'))).toEqual([
    'orla@example.org: Incident: 12 hours: it is due',
    'orla@example.org: Incident: 12 hours: it is overdue',
    'orla@example.org: Incident: 10 days: half of its time is over',
  ]);
  const texts = world.inbox.mails
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ');
  expect(texts).toContain('Of the 12 hours within which the registry of Bern are to be told');
  expect(texts).toContain('Of the 10 days within which others are to be told');
  const notify = async (clock: string) =>
    await actOnIncident(ports(), otto, incident.id, { act: 'notify', clock, reason });
  await expect(notify('24-hours')).rejects.toThrow('Say which clock: 10-days, 12-hours');
  await actOnIncident(ports(), otto, incident.id, { act: 'contain', reason });
  await notify('12-hours');
  const { id } = incident;
  const shown = async () =>
    incidentLines(await showIncident(ports(), await findIncident(world.ports.audit, id), ports().clock.now()));
  expect(await shown()).toContainEqual(expect.stringMatching(/^Within 12 hours, the registry of Bern: told, /));
  expect((await shown())[0]).toContain('is contained');
  await notify('10-days');
  expect((await shown())[0]).toContain('is reported');
});

test('whoever could not be told is told by the next sweep, and the others are not told again', async () => {
  const { incident } = await open();
  await actOnIncident(ports(), orla, incident.id, { act: 'confirm', reason });
  world.inbox.mails.length = 0;
  days = 0.5;
  const { mailer } = world.ports;
  const away = async (mail: Parameters<typeof mailer.send>[0]) => {
    if (mail.to.startsWith('orla')) throw new Error('the mail server is away');
    await mailer.send(mail);
  };
  await expect(sweep({ ...ports(), mailer: { ...mailer, send: away } })).rejects.toThrow('is away');
  await sweep();
  expect(
    subjects()
      .toSorted()
      .map((line) => line.slice(0, 4)),
  ).toEqual(['orla', 'otto']);
});

test('a hold that could not be set is set by the sweep, and one that two lifted is not', async () => {
  const broken = async () => {
    throw new Error('the table is away');
  };
  const { audit, holds } = world.ports;
  const away = {
    ...ports(),
    holds: { ...holds, at: broken, of: broken },
    audit: {
      ...audit,
      append: async (chain: string, ...rest: [Parameters<typeof audit.append>[1]]) => {
        if (chain === project) throw new Error('the audit is away');
        await audit.append(chain, ...rest);
      },
    },
  };
  const { incident, holds: held } = await open(away);
  expect(held).toEqual([{ project, releases: 0, problem: 'the table is away' }]);
  const standing = async () => (await world.ports.holds.at(project)).map(({ value: { id, owner } }) => [id, owner]);
  expect(await standing()).toEqual([]);
  await sweep();
  expect(await standing()).toEqual([[incident.id, 'incident']]);
  const [stored] = await world.ports.holds.at(project);
  if (stored !== undefined) await world.ports.holds.remove(stored);
  await sweep();
  expect(await standing()).toEqual([]);
});

test('what nobody confirms lapses, tells nobody any more, and leaves its hold', async () => {
  await open();
  world.inbox.mails.length = 0;
  days = 1;
  await sweep();
  expect(subjects()).toEqual([]);
  expect((await world.ports.holds.at(project)).map(({ value }) => value.owner)).toEqual(['incident']);
});

test('every table may be lost: an incident stands by its chain, but for the texts of its notes', async () => {
  const { incident } = await open();
  for (const name of ['decisions', 'holds', 'register', 'people'] as const) {
    const table = world.storage.sealed(name);
    for await (const { partitionKey = '', rowKey = '' } of table.listEntities())
      await table.deleteEntity(partitionKey, rowKey);
  }
  expect(await readIncidents(world.ports.audit)).toEqual([incident]);
});
