import { hasEnded } from '../../local/host/durable/instance.ts';
import { createActivities } from '../../src/activities/index.ts';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { requireOperation } from '../../src/activities/operation/operations.ts';
import { type Flow, orchestrationOf } from '../../src/domain/base/door.ts';
import { factsOf } from '../../src/domain/lifecycle/advance.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import type { SweepReport } from '../../src/domain/overview/sweep-report.ts';
import type { Choice } from '../../src/domain/review/decision.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { TestHub } from '../orchestrators/task-hub.ts';
import { sweepSettings } from './flow-settings.ts';
import { breakable, type MovedTime, type Outage, onlyOf, services, type Way } from './outage-ports.ts';
import { flowSettings, openAnyway, openEgress, type World } from './world.ts';

/** `patient`: the ports as people use them, who do again what failed, as the sweep does what it told of. */
interface TravellerOptions {
  readonly outage?: Outage;
  readonly patient?: (ports: Ports) => Ports;
}

/** One operation in a project of its own, on its way through outages. The timers of its hub do not wait. */
export class Traveller {
  readonly #world: World;
  readonly #way: Way;
  readonly #outage: Outage | undefined;
  readonly #project: string;
  /** The ports as people find them, who act when all is well. */
  readonly #calm: Ports;
  readonly #ports: Ports;
  readonly #isPatient: boolean;
  readonly #mails: { readonly to: string; readonly subject: string; readonly text: string }[] = [];
  #key: OperationKey | undefined;
  #hub: TestHub | undefined;
  #instance = '';
  #isAway = false;
  /** The row when the service was taken away. */
  met: Operation | undefined;

  constructor(world: World, time: MovedTime, project: string, way: Way, { outage, patient }: TravellerOptions = {}) {
    this.#world = world;
    this.#way = way;
    this.#outage = outage;
    this.#project = project;
    const ports = { ...world.ports, clock: time, dataFactory: time.moved(world.ports.dataFactory) };
    this.#calm = patient?.(ports) ?? ports;
    this.#isPatient = patient !== undefined;
    this.#ports = this.#portsOf(ports, outage);
  }

  get key(): OperationKey {
    if (this.#key === undefined) throw new Error('Nothing was put yet');
    return this.#key;
  }

  async row(): Promise<Operation> {
    return (await requireOperation(this.#calm.register, this.key)).value;
  }

  /** Puts the files and the operation's project there. */
  async put(): Promise<void> {
    await this.#world.project({
      id: this.#project,
      ingress: { quietSeconds: 1, allowedExtensions: ['.csv'] },
      egress: openEgress,
    });
    const isDataset = this.#way.endsWith('dataset');
    const place = isDataset ? 'ingress' : 'exports';
    const folder = `${this.#project}/things`;
    await this.#world.put(place, `${folder}/${this.#way === 'a rejected dataset' ? 'a.exe' : 'a.csv'}`, 'a,b\n');
    await this.#world.put(place, `${folder}/deep/b.csv`, 'c\n');
    await this.#world.put(place, `${folder}/_COMPLETE`, '', { purpose: 'Table 2' });
  }

  /** Starts the operation and goes as far as it can. */
  async begin(): Promise<void> {
    const folder = `${this.#project}/things`;
    const door = this.#way.endsWith('dataset') ? 'ingress' : 'export';
    const path = `${folder}/_COMPLETE`;
    const started = await startOperation(this.#calm, { door, path });
    // What breaks a rule before it is taken up has no operation; here it is one that broke it after.
    this.#key = 'key' in started ? started.key : await openAnyway(this.#calm, door, path);
    if (this.#way === 'a withdrawn dataset') {
      const idle = { start: async () => undefined, wake: async () => undefined };
      const by = person('Olga', 1).oid;
      await withdrawOperation(this.#calm, idle, { key: this.key, by, part: 'owner', reason: 'the wrong files' });
    }
    await this.#goOn();
  }

  /** One sweep of the operation's project and what follows from it. What is away makes the sweep tell of it, and it goes on. */
  async swept(): Promise<SweepReport | undefined> {
    if (!factsOf(await this.row()).open && (await this.#owed()).length === 0) return undefined;
    const told: SweepReport[] = [];
    const workflows = {
      start: async (flow: Flow, id: string) => this.#start(flow, id),
      wake: async (id: string) => this.#wake(id),
    };
    await sweep(this.#ports, workflows, sweepSettings, (report) => told.push(report)).catch((error: unknown) => {
      if (!(this.#isAway || this.#isPatient) || !(error instanceof AggregateError)) throw error;
    });
    await this.#goOn();
    return told[0];
  }

  async #owed(): Promise<string[]> {
    const owed: string[] = [];
    for await (const { value } of this.#calm.register.owed(this.#project)) owed.push(value.kind);
    return owed;
  }

  giveBack(): void {
    this.#isAway = false;
  }

  /** What people do whose turn it is: an operator discards, somebody removes what was withdrawn, approvers answer their mails. */
  async #peopleAct(): Promise<boolean> {
    const { state } = await this.row();
    if (state === 'rejected') {
      const move = { key: this.key, from: 'rejected', event: 'discard', actor: person('Otto', 90).oid } as const;
      this.#startOf(await moveOperation(this.#calm, move));
      return true;
    }
    if (state === 'withdrawing') return await this.#removeFiles();
    if (state !== 'in-review') return false;
    if (this.#way === 'a denied package') return this.#answer('Ada', 11, 'deny');
    return this.#way === 'a package to be changed' ? this.#answer('Ada', 11, 'changes') : this.#approve();
  }

  async #removeFiles(): Promise<boolean> {
    const names = await this.#world.names('ingress', `${this.#project}/`);
    for (const name of names) await this.#world.container('ingress').deleteBlob(name);
    this.#wake(this.key.id);
    return names.length > 0;
  }

  async #approve(): Promise<boolean> {
    const answered = await this.#answer('Ada', 11, 'approve');
    return (await this.#answer('Ben', 12, 'approve')) || answered;
  }

  async #answer(name: string, number: number, choice: Choice): Promise<boolean> {
    const { email, oid } = person(name, number);
    const mail = this.#mails.find(({ to, text }) => to === email && text.includes('/api/review/'));
    const handle = /\/api\/review\/([\w-]+)\?/.exec(mail?.text ?? '')?.[1];
    if (handle === undefined) return false;
    const digest = (await this.row()).package?.digest ?? '';
    const said = {
      choice,
      reason: choice !== 'approve' ? 'Too small' : '',
      lookedAt: true,
      deidentified: true,
      digest,
    };
    const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
    const { kind } = await decide({ ...this.#calm, groupsClaim: groupsOff }, { handle, approver, ...said });
    this.#wake(this.key.id);
    return kind === 'recorded';
  }

  async #goOn(): Promise<void> {
    if (this.#hub === undefined) this.#startOf(await this.row());
    for (;;) {
      await this.#drive();
      if (this.#isAway || !(await this.#peopleAct())) return;
    }
  }

  /** Lets timers fire until the instance has ended, or only waits for people. */
  async #drive(): Promise<void> {
    const hub = this.#hub;
    if (hub === undefined) return;
    await hub.settle();
    for (let [timers, waits] = [0, 0]; !hasEnded(hub.instance(this.#instance).status); timers += 1) {
      if (timers === 1000) throw new Error(`${this.#project} has not ended: ${hub.calls.at(-1)?.name}`);
      const last = hub.calls.at(-1)?.name ?? '';
      if (['lookAtRound', 'lookAtWithdrawn'].includes(last)) waits += 1;
      if (waits === 2) return;
      // A delete may wait for the storage's clock, whatever else is away.
      if (waits === 0 && (!this.#isAway || last === 'prepareTransfer')) await this.#world.pass();
      await hub.elapse();
    }
  }

  #startOf(operation: Operation): void {
    const { flow, instance } = orchestrationOf(operation);
    this.#start(flow, instance);
  }

  #start(flow: Flow, id: string): void {
    if (this.#hub !== undefined && id === this.#instance && !hasEnded(this.#hub.instance(id).status)) return;
    this.#hub = new TestHub(this.#steps());
    this.#instance = id;
    this.#hub.start(flow, id, this.key);
  }

  #wake(id: string): void {
    if (id === this.#instance) this.#hub?.raise(id, 'wake');
  }

  #steps(): Record<string, (input: unknown) => unknown> {
    const activities = createActivities(this.#ports, flowSettings);
    return Object.fromEntries(
      Object.entries(activities).map(([name, activity]) => [
        name,
        async (input: unknown) => {
          await this.#maybeTakeAway(name);
          return Reflect.apply(activity, undefined, [input]);
        },
      ]),
    );
  }

  async #maybeTakeAway(name: string): Promise<void> {
    if (this.#outage === undefined || this.met !== undefined) return;
    if (this.#outage.at === 'a running run' && name !== 'pollTransfer') return;
    const row = await this.row();
    if (row.state !== this.#outage.state) return;
    this.met = row;
    this.#isAway = true;
  }

  #portsOf(ports: Ports, outage: Outage | undefined): Ports {
    const { mailer } = ports;
    const mine: Ports = {
      ...onlyOf(this.#project, ports),
      mailer: {
        send: async (mail) => {
          await mailer.send(mail);
          this.#mails.push(mail);
        },
      },
    };
    const away: readonly Exclude<keyof Ports, 'secondCopy'>[] = outage === undefined ? [] : services[outage.service];
    for (const name of away)
      Reflect.set(
        mine,
        name,
        breakable(mine[name], `${outage?.service} is away`, () => this.#isAway),
      );
    return mine;
  }

  async #countRuns({ id, startedAt, transfers }: Operation): Promise<number> {
    const steps = [...new Set(transfers.map(({ step }) => step))];
    const runs = await Promise.all(steps.map((step) => this.#calm.dataFactory.find(step, id, new Date(startedAt))));
    return runs.flat().length;
  }

  /** How everything ended, with what differs between any two operations masked. */
  async outcome() {
    const { id } = this.key;
    const row = await this.row();
    const mask = (text: string) => text.replaceAll(id, '<id>').replaceAll(this.#project, '<project>');
    const files: Record<string, string> = {};
    for (const place of ['ingress', 'datasets', 'exports', 'review', 'returned', 'released'] as const)
      for (const [path, content] of Object.entries(await this.#world.contents(place, `${this.#project}/`)))
        files[`${place}/${mask(path)}`] = content;
    const moves: string[] = [];
    for await (const line of this.#calm.audit.lines(this.#project)) {
      const [, move] = /"id":"[a-z]{3}_[0-9A-Z]{26}\.(\d+[.\w-]*)"/.exec(line) ?? [];
      if (move !== undefined) moves.push(move);
    }
    const { ok, receipts } = await verifyProofs(this.#calm, this.#project);
    return {
      state: row.state,
      ...(row.version === undefined ? {} : { version: row.version }),
      trouble: row.trouble?.message,
      isOpen: factsOf(row).open,
      runs: row.transfers.map(({ step, attempt, status }) => `${step} ${attempt} ${status}`),
      runsOfDataFactory: await this.#countRuns(row),
      files,
      moves,
      owed: await this.#owed(),
      // A digest of what waits comes once a day, with whichever sweep is the first.
      mails: this.#mails
        .filter(({ subject }) => !/waits? for your decision/.test(subject))
        .map(({ to }) => to)
        .toSorted(),
      receipts: Object.keys(await receiptsOf(this.#calm, id)),
      proofs: { ok, verified: receipts.verified },
    };
  }
}
