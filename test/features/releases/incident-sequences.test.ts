import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incidentChain } from '../../../src/domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../../src/domain/audit/chain-line.ts';
import { Forbidden, IllegalMove, Refused } from '../../../src/domain/base/errors.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { liftAs } from '../../../src/domain/operation/hold.ts';
import { dutyKinds } from '../../../src/domain/people/duties.ts';
import { type Incident, lapsesAt, stateOf } from '../../../src/features/releases/domain/incident.ts';
import { type IncidentState, incidentActs, touchedBy } from '../../../src/features/releases/domain/incident-schema.ts';
import { actOnIncident } from '../../../src/features/releases/incidents/act-on-incident.ts';
import { readIncidents } from '../../../src/features/releases/incidents/incident-chain.ts';
import { openIncident } from '../../../src/features/releases/incidents/open-incident.ts';
import { ConflictError } from '../../../src/ports/records.ts';
import { liftHold } from '../../../src/use-cases/operation/lift-hold.ts';
import { answerDuty } from '../../../src/use-cases/people/answer-duty.ts';
import { collect } from '../../contract/samples.ts';
import { type Death, hours, IncidentPlay, idle, operators, project, recipients } from './incident-play.ts';

const second = 1000;
/** Clocks of instances differ by so much. */
const apart = 10 * second;
const reason = 'It was offered for sale';

const by = fc.constantFrom('otto' as const, 'orla' as const, 'orla' as const, 'odin' as const, 'rita' as const);
const clock = fc.constantFrom('24-hours', '72-hours', 'month');
const which = fc.nat(2);
const asked = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      by,
      takeBack: fc.boolean(),
      packages: fc.subarray([0, 1]),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      by,
      which,
      act: fc.constantFrom(...incidentActs),
      clock,
      ago: fc.integer({ min: -2, max: 60 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('lift' as const), by, which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      by: fc.constantFrom('nils' as const, 'vera' as const),
      which,
      what: fc.constantFrom(...dutyKinds),
    }),
  },
);
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const death: fc.Arbitrary<Death | undefined> = fc.option(
  fc.record({ at: fc.nat(30), when: fc.constantFrom('before' as const, 'after' as const) }),
  { nil: undefined },
);
/** What one or two people ask for at once, each of another instance, and what the sweep does after it. */
const step = fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(23.999, 24, 24.001)),
  asked: fc.array(asked, { minLength: 1, maxLength: 2 }),
  dies: death,
  sweepDies: death,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const ranks: Readonly<Record<IncidentState, number>> = { open: 0, contained: 1, reported: 2, closed: 3, lapsed: 3 };

const refusals = [Forbidden, IllegalMove, Refused, ConflictError];

class Game {
  readonly play: IncidentPlay;
  /** How far the clock of each instance is off, in milliseconds. */
  readonly skews: readonly number[];
  readonly #states = new Map<string, IncidentState>();
  readonly #said = new Map<string, string>();

  constructor(play: IncidentPlay, skews: readonly number[]) {
    this.play = play;
    this.skews = skews.map((skew) => skew * second);
  }

  /** What is refused is refused: what may not be is looked at in what stands. */
  async ask(wish: Asked, at: number, dies: Death | undefined): Promise<void> {
    const ports = this.play.process(this.skews[at] ?? 0);
    const refused = (error: unknown) => {
      if (!refusals.some((one) => error instanceof one)) throw error;
    };
    await this.play.through(dies, () => this.#perform(wish, ports)).catch(refused);
  }

  async #perform(wish: Asked, ports: ReturnType<IncidentPlay['process']>): Promise<void> {
    if (wish.kind === 'open') {
      const packages = wish.packages.map((number) => `${project}/${this.play.packages[number]?.id}`);
      const scope = { projects: [project], packages, datasets: [], people: [] };
      await openIncident(ports, idle, operators[wish.by], { severity: 'high', scope, takeBack: wish.takeBack, reason });
      return;
    }
    if (wish.kind === 'answer') {
      const key = this.play.packages[wish.which % this.play.packages.length];
      const stored = (await ports.duties.of(project)).find(({ value }) => value?.exportId === key?.id)?.value;
      if (key === undefined || stored === undefined) return;
      await answerDuty(
        ports,
        { restorableDays: { ingress: 7, export: 17 } },
        { key, what: wish.what, terms: stored.terms },
        recipients[wish.by],
      );
      return;
    }
    const incidents = await readIncidents(ports.audit);
    const incident = incidents[wish.which % Math.max(1, incidents.length)];
    if (incident === undefined) return;
    if (wish.kind === 'act') {
      const about =
        wish.act === 'aware'
          ? { awareAt: new Date(ports.clock.now().getTime() - hours(wish.ago)).toISOString() }
          : { clock: wish.clock };
      await actOnIncident(ports, operators[wish.by], incident.id, { act: wish.act, reason, ...about });
      return;
    }
    const hold = (await ports.holds.at(project)).find(({ value }) => value.id === incident.id);
    if (hold !== undefined)
      await liftHold(ports, { project, caller: operators[wish.by], reason, named: liftAs(hold.value) });
  }

  async chain(of: string): Promise<readonly AuditEvent[]> {
    return (await collect(this.play.world.ports.audit.lines(of))).flatMap((line) => eventIn(line) ?? []);
  }

  /** Once a sweep has ended, with no request under way. */
  async holds(): Promise<void> {
    const { ports, time } = this.play.world;
    const [lines, ofProject] = [await this.chain(incidentChain), await this.chain(project)];
    expect(lines.filter(({ actor }) => actor === operators.rita.oid)).toEqual([]);
    for (const incident of await readIncidents(ports.audit)) {
      this.#goesForward(incident, time.now());
      this.#twoWanted(
        incident,
        lines.filter(({ id }) => id.startsWith(`${incident.id}.`)),
      );
      await this.#isHeld(incident, ofProject);
      await this.#isTakenBack(incident);
    }
    await this.#answersStay(ofProject);
  }

  #goesForward(incident: Incident, now: Date): void {
    const state = stateOf(incident, now);
    const before = this.#states.get(incident.id) ?? 'open';
    const lapses = lapsesAt({ ...incident, confirmed: null })?.getTime() ?? 0;
    if (before === 'lapsed') expect([incident.id, state]).toEqual([incident.id, 'lapsed']);
    expect([before, state, ranks[state] >= ranks[before]]).toEqual([before, state, true]);
    // For as long as clocks differ, whether it lapsed depends on whom one asks.
    if (state !== 'lapsed' || now.getTime() > lapses + 2 * apart) this.#states.set(incident.id, state);
    if (incident.confirmed === null) expect(now.getTime() > lapses + 2 * apart && state !== 'lapsed').toBe(false);
    else expect(Date.parse(incident.confirmed.at)).toBeLessThan(lapses + 2 * apart);
  }

  /** Each line that two have to want has somebody else who asked for the same. */
  #twoWanted(incident: Incident, lines: readonly AuditEvent[]): void {
    const numbers = lines.flatMap(({ id }) => /\.(\d+)$/.exec(id)?.[1] ?? []).map(Number);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    let awareAt = '';
    for (const [at, { kind, actor, data }] of lines.entries()) {
      const act = { 'incident.exempted': 'exempt', 'incident.closed': 'close', 'incident.aware': 'aware' }[kind];
      const isMore = kind !== 'incident.aware' || String(data['awareAt']) > awareAt;
      const first = lines.slice(0, at).findLast((line) => line.kind === 'incident.asked');
      if (act !== undefined && isMore) {
        expect(first?.data).toMatchObject({ act });
        expect(first?.actor).not.toBe(actor);
      }
      if (kind === 'incident.confirmed') expect(actor).not.toBe(incident.by);
      if ('awareAt' in data && kind !== 'incident.asked') awareAt = String(data['awareAt']);
    }
  }

  /** Until two lift it, whatever becomes of the incident. */
  async #isHeld({ id, scope }: Incident, lines: readonly AuditEvent[]): Promise<void> {
    for (const held of touchedBy(scope)) {
      const own = lines.filter((line) => line.id.startsWith(`hold.${id}.`));
      const isOn = (await this.play.world.ports.holds.at(held)).some(({ value }) => value.id === id);
      const lifted = own.find(({ kind }) => kind === 'hold.lifted');
      if (lifted === undefined) expect([id, isOn]).toEqual([id, true]);
      else expect(own.some(({ kind, actor }) => kind === 'hold.lift-asked' && actor !== lifted.actor)).toBe(true);
    }
  }

  async #isTakenBack({ takeBack, scope }: Incident): Promise<void> {
    const { world, packages } = this.play;
    for (const key of packages) {
      const { state, name } = await world.operation(key);
      const outside = Object.keys(await world.contents('released', `${project}/${name}/`));
      if (takeBack && scope.packages.includes(`${project}/${key.id}`)) expect([name, state]).toEqual([name, 'revoked']);
      expect([name, state, outside.length > 0]).toEqual([name, state, state !== 'revoked']);
    }
  }

  /** What somebody said is kept, and told once. */
  async #answersStay(lines: readonly AuditEvent[]): Promise<void> {
    const told = lines.filter(({ kind }) => kind === 'recipient.accepted' || kind === 'recipient.confirmed');
    const names = told.map(({ operation, kind, data }) => `${operation} ${kind} ${data['who']} ${data['releasedAt']}`);
    expect(new Set(names).size).toBe(names.length);
    const now = new Map<string, string>();
    for (const { value } of await this.play.world.ports.duties.of(project))
      for (const { who, ...own } of value?.people ?? [])
        for (const what of dutyKinds) {
          const done = own[what]?.done;
          if (done !== undefined) now.set(`${value?.exportId} ${who} ${what}`, JSON.stringify(done));
        }
    for (const [name, said] of this.#said) expect([name, now.get(name)]).toEqual([name, said]);
    for (const [name, said] of now) this.#said.set(name, said);
  }
}

async function played(seed: number, steps: readonly Step[], skews: readonly number[]): Promise<void> {
  const play = await IncidentPlay.begin(seed, 2);
  const game = new Game(play, skews);
  const [first = 0] = game.skews;
  for (const { after, asked: wishes, dies, sweepDies } of steps) {
    await play.world.time.pass(hours(after) + second);
    await Promise.all(wishes.map((wish, at) => game.ask(wish, at, at === 0 ? dies : undefined)));
    await play.sweep(first, sweepDies);
    if (sweepDies !== undefined) await play.sweep(first);
    await game.holds();
  }
  await play.world.time.pass(2 * DAY);
  await play.sweep(first);
  await game.holds();
}

test('whatever two instances do to incidents, and wherever they die, nothing of it is undone, done by one, or left half done', async () => {
  const skews = fc.tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: -10, max: 10 }));
  await fc.assert(fc.asyncProperty(fc.nat(1000), fc.array(step, { minLength: 2, maxLength: 12 }), skews, played), {
    numRuns: 30,
  });
});
