import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { Forbidden, NotFound } from '../../../src/domain/base/errors.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import type { AuditPlace } from '../../../src/use-cases/audit/audit-stream.ts';
import { type AuditAsked, queryAudit } from '../../../src/use-cases/audit/query-audit.ts';
import { aDecision, anEvent, anOperation, aRound, collect, operationId } from '../../contract/samples.ts';
import { definition, person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const world = new MemoryWorld(1);
const { audit } = world.ports;
const outsider = { oid: 'otto', emails: ['otto@example.org'] };
const lea = person('Lea', 4);
const operation = operationId('ingress');

/** The hour tells them apart. */
function event(project: string, hour: number, change: Partial<AuditEvent> = {}): AuditEvent {
  const at = new Date(Date.UTC(2026, 1, 1, hour)).toISOString();
  return anEvent(`${project}-${hour}`, { project, at, ...change });
}

beforeAll(async () => {
  await world.project({ id: 'heart-study' });
  await world.project({ id: 'lung-study', people: { operators: [], ...definition().people, researchers: [lea] } });
  await audit.append('heart-study', [
    event('heart-study', 1),
    event('heart-study', 4, { kind: 'hold.set', actor: person('Ada', 11).oid }),
    event('heart-study', 5, { operation, id: `${operation}.0` }),
  ]);
  await audit.append('lung-study', [event('lung-study', 2), event('lung-study', 6, { kind: 'hold.lifted' })]);
  await audit.append('_system', [event('_system', 3, { kind: 'upload.stray' })]);
  await audit.append('_incidents', [event('_incidents', 3, { kind: 'incident.opened' })]);
});

interface More {
  readonly limit?: number;
  readonly from?: AuditPlace;
  readonly isOver?: () => boolean;
  readonly caller?: typeof outsider;
}

/** What an answer holds, and the place at which it stopped. */
async function ask(asked: Partial<AuditAsked> = {}, { caller = outsider, isOver = () => false, ...more }: More = {}) {
  let place: AuditPlace | undefined;
  const pieces = await queryAudit(
    world.ports,
    caller,
    { sort: 'newest', ...asked },
    {
      ...{ format: 'jsonl', isOver, ...more },
      continuationAt: async (at) => {
        place = at;
        return 'token';
      },
    },
  );
  const text = (await collect(pieces)).join('');
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { lines, hours: lines.flatMap(({ at }) => (at === undefined ? [] : [new Date(at).getUTCHours()])), place };
}

describe('the audit is asked', () => {
  it('over all projects in the order of time, from either end', async () => {
    expect((await ask()).hours).toEqual([6, 5, 4, 3, 2, 1]);
    expect((await ask({ sort: 'oldest' })).hours).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('by project, operation, beginning of the kind, actor, and time', async () => {
    expect((await ask({ project: 'lung-study' })).hours).toEqual([6, 2]);
    expect((await ask({ project: '_system' })).hours).toEqual([3]);
    expect((await ask({ operation })).hours).toEqual([5]);
    expect((await ask({ kind: 'hold.' })).hours).toEqual([6, 4]);
    expect((await ask({ actor: 'ADA@example.org' })).hours).toEqual([4]);
    expect((await ask({ since: '2026-02-01T02:00:00.000Z', until: '2026-02-01T04:00:00.000Z' })).hours).toEqual([3, 2]);
    await expect(ask({ project: 'no-study' })).rejects.toThrow(NotFound);
    await expect(ask({ project: '_incidents' })).rejects.toThrow(Forbidden);
  });

  it.each(['newest', 'oldest'] as const)(
    'in answers that go on where the one before stopped, %s first',
    async (sort) => {
      const whole = (await ask({ sort })).hours;
      const seen: number[] = [];
      let from: AuditPlace | undefined;
      do {
        const { hours, place, lines } = await ask({ sort }, { limit: 1, ...(from ? { from } : {}) });
        seen.push(...hours);
        if (place !== undefined) expect(lines.at(-1)).toEqual({ continuation: 'token' });
        from = place;
      } while (from !== undefined);
      expect(seen).toEqual(whole);
    },
  );

  it('and an answer whose time is over says where to go on, though it found nothing yet', async () => {
    let looks = 0;
    await audit.append(
      'long-study',
      Array.from({ length: 350 }, (_, at) => event('long-study', 1, { id: `long-${at}` })),
    );
    const { lines, place } = await ask({ project: 'long-study', kind: 'hold.' }, { isOver: () => ++looks > 1 });
    expect(lines).toEqual([{ continuation: 'token' }]);
    expect(place?.chains).toHaveLength(1);
    const rest = await ask({ project: 'long-study' }, place ? { from: place } : {});
    expect(rest.lines.length).toBeGreaterThan(100);
    expect(rest.lines.length).toBeLessThan(200);
  });

  it('without what happens after the question, also when it goes on', async () => {
    const asked = { project: 'heart-study', sort: 'oldest', kind: 'hold.' } as const;
    await audit.append('heart-study', [event('heart-study', 7, { kind: 'hold.lifted' })]);
    const { place } = await ask(asked, { limit: 1 });
    const sleeping = world.time.sleep(5000);
    world.time.wakeNext();
    await sleeping;
    await audit.append('heart-study', [anEvent('later', { kind: 'hold.set', at: '2026-03-01T10:00:01.000Z' })]);
    expect((await ask(asked, place ? { from: place } : {})).hours).toEqual([7]);
    expect((await ask(asked)).hours).toEqual([4, 7, 10]);
  });

  it('by a researcher of a project: without that project, which is refused when it is named', async () => {
    const caller = { oid: lea.oid, emails: [lea.email] };
    expect((await ask({ until: '2026-02-02T00:00:00.000Z' }, { caller })).hours).not.toContain(6);
    await expect(ask({ project: 'lung-study' }, { caller })).rejects.toThrow(Forbidden);
  });

  it('and a line that was edited is told, not left out', async () => {
    const text = 'edited\n';
    const client = world.storage.container('control', 'audit').getAppendBlobClient('odd-study/2026-02/001.jsonl');
    await client.createIfNotExists();
    await client.appendBlock(text, text.length);
    expect((await ask({ project: 'odd-study' })).lines).toMatchObject([{ kind: 'unreadable', project: 'odd-study' }]);
  });
});

describe('while a blind round is open', () => {
  const at = '2026-02-03T10:00:00.000Z';
  const pack = anOperation({ door: 'export', state: 'in-review', round: 1, project: 'blind-study' });
  const round = aRound({ exportId: pack.id, project: pack.project });
  const byBen = { ...aDecision(round, 'b', 'deny'), at };
  const byAda = { ...aDecision(round, 'a'), at };
  const line = (id: string, kind: string) =>
    anEvent(`${pack.id}.${id}`, { project: pack.project, operation: pack.id, kind, at });
  const kinds = async (caller: typeof outsider) =>
    (await ask({ project: 'blind-study', sort: 'oldest' }, { caller })).lines.map(
      ({ kind, actor }) => `${kind} ${actor}`,
    );

  it('nobody who decides in it reads what others decided, or who was reminded; operators and the time after it do', async () => {
    await world.project({ id: 'blind-study' });
    await world.ports.register.open(pack, []);
    const stored = await world.ports.decisions.openRound(round);
    const events = [line('round-1', 'review.opened'), decisionEvent(byBen), decisionEvent(byAda)];
    await audit.append('blind-study', [...events, line('mail', 'mail.sent'), line('x', 'review.extended')]);
    const ada = { oid: byAda.approver, emails: [] };
    const all = [
      'review.opened control-plane',
      `decision.recorded ${byBen.approver}`,
      `decision.recorded ${byAda.approver}`,
      'mail.sent control-plane',
      'review.extended control-plane',
    ];
    expect(await kinds(ada)).toEqual([all[0], all[2]]);
    expect(await kinds(outsider)).toEqual(all);
    await world.ports.decisions.updateRound({ ...stored, value: { ...round, status: 'denied', closedAt: at } });
    expect(await kinds(ada)).toEqual(all);
  });
});
