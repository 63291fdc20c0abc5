import { DatabaseSync } from 'node:sqlite';
import type { Cookie } from '@azure/functions';
import type { KnobValues } from '../../../local/azure/data-factory/knobs.ts';
import type { ScanOutcome } from '../../../local/azure/malware-scan/outcome.ts';
import type { RetentionKnobs } from '../../../local/azure/storage/version-store.ts';
import { type Answer, Approver, textOf } from '../../../local/people/approver.ts';
import type { UploadFile } from '../../../local/people/storage-person.ts';
import { putNewProject, sampleDefinition } from '../../../local/sample/sample.ts';
import { reconcileAtTimer } from '../../../src/compute/functions/reconcile-timer.ts';
import type { AuditKind } from '../../../src/domain/audit/audit-kinds.ts';
import { type AuditEvent, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { type Door, doorFacts } from '../../../src/domain/base/door.ts';
import type { MailLimits } from '../../../src/domain/notification/mail-pace.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Mail } from '../../../src/ports/mail.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { beginSession } from '../../../src/web/session.ts';
import { gather } from '../../domain/sample.ts';
import { verifyDownloadedCopy } from '../../journeys/downloaded-copy.ts';
import { mailsInAudit } from '../../journeys/mails-in-audit.ts';
import { type Posted, remember } from '../../journeys/nothing-lost.ts';
import { presentVersion } from '../../orchestrators/present-version.ts';
import { settledWithCrypto, watchCrypto } from '../../simulation/crypto-work.ts';
import { type Deployment, deploy } from '../../simulation/deployment.ts';
import { Draws } from '../../simulation/draws.ts';
import { godPorts } from '../../simulation/god.ts';
import type { MemoryContainer } from '../container.ts';
import type { ServiceCall } from '../hook.ts';
import type { Account } from '../storage.ts';
import { settled, VirtualTime } from '../time.ts';
import { AppProcess, baseUrl, groupsClaim, identityOf, toldSettings } from './app-process.ts';
import { Doors } from './doors.ts';
import { answerTo, MemoryOps, type MemoryRequest, MemoryVisitor } from './people.ts';

const minute = 60_000;
/** What a journey waits for comes within so much of its time, or never. */
const patience = 6 * 60 * minute;
/** So often the sweep comes at most while a journey lets days go by. */
const sweepsInAdvance = 24;

/** What becomes of a request before it reaches its service: it is refused, it waits, or nothing. */
type Fault = (call: ServiceCall) => Error | Promise<undefined> | undefined;

interface MemoryJourneyOptions {
  /** Releases results to an account of their own. */
  readonly secondRelease?: boolean;
  /** With a second copy of the records in an account of its own. */
  readonly secondCopy?: boolean;
  /** Whether the sweep comes by itself. */
  readonly sweeps?: boolean;
  /** What the mail server takes, by which the app is told of it too; without it whatever comes. */
  readonly mailLimits?: MailLimits;
  /** What is put in place of the sample project. */
  readonly definition?: ReturnType<typeof sampleDefinition>;
}

/** Brings a deployment in memory up, with the sample project. */
export async function startMemoryJourney(options: MemoryJourneyOptions = {}): Promise<MemoryJourney> {
  const journey = new MemoryJourney(options);
  await putNewProject(journey.ops, options.definition ?? sampleDefinition());
  await journey.load('/api/ops/desk/audit/verify');
  return journey;
}

/**
 * A whole deployment in one process of tests: the real orchestrators in the durable library and the laptop's engine, activities, stores,
 * interpreter of pipelines, handlers and sweep, on services in memory and in time that goes on only where the journey waits. What only a
 * stack can show is not here: the bundle, the host's routing, roles at the gateway, the sign-in page and events over HTTP.
 */
export class MemoryJourney {
  readonly project = 'heart-study';
  readonly time = new VirtualTime('2026-03-02T10:00:00Z');
  readonly deployment: Deployment;
  /** The stores as nobody of the deployment sees them. */
  readonly ports: Ports;
  readonly ops: MemoryOps;
  /** What people sent, by name of the dataset or package, newest last. */
  readonly sent = { ingress: new Map<string, UploadFile[][]>(), export: new Map<string, UploadFile[][]>() };
  readonly doors: Doors;
  /** What keeps requests from their service. */
  readonly faults: Fault[] = [];
  /** Sees each request of the control plane and of Data Factory. */
  onRequest: (call: ServiceCall) => void = () => undefined;
  readonly #database = new DatabaseSync(':memory:');
  readonly #secondRelease: boolean;
  readonly #mailLimits: MailLimits | undefined;
  readonly #visitors = new Map<string, Approver>();
  readonly #sweepPause: number;
  readonly #unwatch = watchCrypto();
  #version = presentVersion;
  #process: AppProcess;
  #nextSweep: number;

  constructor({ secondRelease = false, secondCopy = false, sweeps = true, mailLimits }: MemoryJourneyOptions) {
    this.#mailLimits = mailLimits;
    this.#sweepPause = sweeps ? minute : Number.POSITIVE_INFINITY;
    this.#secondRelease = secondRelease;
    const { time } = this;
    const releaseAccount = secondRelease ? 'release' : 'public';
    const factoryHook = { before: (call: ServiceCall) => this.onRequest(call), after: () => undefined };
    this.deployment = deploy(time, new Draws(1), {
      storageClock: time,
      factoryHook,
      releaseAccount,
      hasSecondCopy: secondCopy,
    });
    this.ports = godPorts(this.deployment, time);
    this.doors = new Doors(this.deployment.storage);
    this.#process = this.#born();
    this.ops = new MemoryOps((request) => this.#send(request));
    this.#nextSweep = time.now().getTime() + this.#sweepPause;
  }

  async end(): Promise<void> {
    this.#process.die();
    this.#database.close();
    this.#unwatch();
  }

  /** The process of the app dies in the middle of whatever it does, and another one takes up what stands written. */
  async crash(): Promise<void> {
    this.#process.die();
    await settled();
    this.#process = this.#born();
    this.#process.hub.takeUp();
    await this.rest();
  }

  /** Another version of the app is put in the place of the one that runs, in the middle of whatever it does. */
  async deploy(version: string): Promise<void> {
    this.#version = version;
    await this.crash();
  }

  /** A container as people and tests reach it. */
  container(account: Account, name: string): MemoryContainer {
    return this.deployment.storage.container(account, name);
  }

  /** Paths below a prefix and what they hold. */
  async read(account: Account, container: string, prefix: string): Promise<UploadFile[]> {
    const found: UploadFile[] = [];
    for (const path of await this.names(account, container, prefix))
      found.push({ path, bytes: await this.container(account, container).getBlobClient(path).downloadToBuffer() });
    return found;
  }

  /** Has storage refuse to delete what a policy retains, or not. */
  retention(knobs: Partial<RetentionKnobs>): void {
    const { versions } = this.deployment.storage;
    versions.knobs = { ...versions.knobs, ...knobs };
  }

  /** Names of what lies in a container. */
  async names(account: Account, container: string, below = ''): Promise<string[]> {
    const found: string[] = [];
    for await (const { name } of this.container(account, container).listBlobsFlat({ prefix: below })) found.push(name);
    return found;
  }

  /** Has Data Factory take its time, or go wrong. */
  factory(knobs: Partial<KnobValues>): void {
    this.deployment.factory.knobs.set(knobs);
  }

  /** The data owner uploads a dataset: a folder, or one file directly under the project. */
  async upload(name: string, files: readonly UploadFile[]): Promise<void> {
    remember(this.sent.ingress, name, files);
    const [only] = files;
    const folder = files.length === 1 && only?.path === name ? this.project : `${this.project}/${name}`;
    for (const { path, bytes } of files) await this.#put('public', 'ingress', `${folder}/${path}`, bytes);
    await this.rest();
  }

  /** A researcher drops a package on the export path and marks it complete. */
  async drop(name: string, files: readonly UploadFile[]): Promise<void> {
    remember(this.sent.export, name, files);
    for (const { path, bytes } of files) await this.#put('secure', 'exports', `${this.project}/${name}/${path}`, bytes);
    const purpose = { purpose: `why ${name} may leave` };
    await this.#put('secure', 'exports', `${this.project}/${name}/_COMPLETE`, Buffer.alloc(0), purpose);
    await this.rest();
  }

  /** Something that breaks a rule comes to an upload that is under way, so that it is rejected: what breaks one from its beginning is refused. */
  async spoil(door: Door, name: string, files: readonly UploadFile[], broken: UploadFile): Promise<void> {
    const { account, container } = doorFacts(door);
    for (const { path, bytes } of files) await this.#put(account, container, `${this.project}/${name}/${path}`, bytes);
    await this.rest();
    const all = [...files, broken];
    await (door === 'ingress' ? this.upload(name, all) : this.drop(name, all));
  }

  async #put(account: Account, place: string, path: string, bytes: Buffer, metadata = {}): Promise<void> {
    await this.container(account, place).getBlockBlobClient(path).upload(bytes, bytes.length, { metadata });
  }

  /** The scanner says something about a file at a door, whatever it found. */
  async scanned(door: Door, path: string, outcome: ScanOutcome, etag?: string): Promise<void> {
    await this.#through(this.doors.say(this.#process, door, `${this.project}/${path}`, outcome, etag));
  }

  /** The operations of a name as the register has them, newest first. */
  async operations(door: Door, name?: string): Promise<Operation[]> {
    const found: Operation[] = [];
    let continuation: string | undefined;
    do {
      const page = await this.ports.register.list(door, this.project, continuation);
      found.push(...page.items);
      continuation = page.continuation;
    } while (continuation !== undefined);
    return found
      .filter((operation) => name === undefined || operation.name === name)
      .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  }

  /** Waits until the newest operation of the name is in the state. Throws with its failure when it fails instead. */
  async reached(door: Door, name: string, state: string): Promise<Operation> {
    let last = 'not there';
    const look = async (): Promise<Operation | undefined> => {
      const [operation] = await this.operations(door, name);
      last = operation?.state ?? last;
      if (operation?.state === 'failed' && state !== 'failed') throw new Error(operation.failure?.message);
      return operation?.state === state ? operation : undefined;
    };
    return await this.until(`${name} to be ${state}`, look, () => last);
  }

  /** Waits until the orchestration has come to its end. */
  async finished(instance: string): Promise<void> {
    const status = () => this.#process.hub.instance(instance).status;
    await this.until(`the instance ${instance} to be completed`, async () => status() === 'Completed' || undefined);
  }

  /** Somebody at the portal terminates an instance; waits until it is. */
  async terminated(instance: string): Promise<void> {
    this.hub.terminate(instance);
    const isOver = () => this.hub.instance(instance).status === 'Terminated' || undefined;
    await this.until(`${instance} to be terminated`, async () => isOver());
  }

  /** Waits until everybody was told that the operation came to the state. */
  async told(id: string, state: string): Promise<void> {
    await this.until(`everybody to be told that ${id} is ${state}`, async () => {
      for await (const { value } of this.ports.register.owed(this.project, id))
        if (value.kind === 'telling' && value.about === state) return undefined;
      return true;
    });
  }

  /** The orchestrations of the app, as somebody at the portal reaches them. */
  get hub() {
    return this.#process.hub;
  }

  /** Verifies a downloaded copy of audit and receipts without any service, and gives the problems found. */
  async problemsOfCopy(): Promise<readonly string[]> {
    const [audit, manifests] = [this.container('control', 'audit'), this.container('control', 'manifests')];
    return (await verifyDownloadedCopy(this.ports, { audit, manifests })).problems;
  }

  /** What a chain of the audit tells of a kind, oldest first. */
  async audited(kind: AuditKind, chain: string = this.project): Promise<AuditEvent[]> {
    const lines = await gather(this.ports.audit.lines(chain));
    return lines.map((line) => parseChainLine(line).event).filter((event) => event.kind === kind);
  }

  /** Message-IDs of the mails about an operation, and to whom each went. */
  async posted(id: string): Promise<readonly Posted[]> {
    return this.mails(id).map(({ messageId, to }) => ({ messageId, to }));
  }

  /** The mails about an operation that were sent on a kind (`available`, `decide-1`, …), oldest first. */
  mails(id: string, step = ''): readonly Mail[] {
    return this.deployment.inbox.mails.filter(({ messageId }) => messageId.startsWith(`${id}.${step}`));
  }

  /** Waits for a mail of the kind to somebody whose address begins like this, and gives the oldest. */
  async firstMail(id: string, step: string, person: string): Promise<Mail> {
    const find = async () => this.mails(id, step).find(({ to }) => to.startsWith(person));
    return await this.until(`a mail to ${person} about ${step} of ${id}`, find);
  }

  /** Waits until every mail of the kind is noted as sent. One that a crash repeated counts once. */
  async mailsNoted(id: string, step: string, count: number): Promise<void> {
    const look = async () => {
      return (await mailsInAudit(this.ports.audit, id, step)) === count || undefined;
    };
    await this.until(`${count} mails of ${id} about ${step} to be noted`, look, () => `${this.mails(id, step).length}`);
  }

  /** The browser of an approver who has signed in. */
  approver(person: string): Approver {
    const known = this.#visitors.get(person);
    const approver = known ?? new Approver(person, this.visitor(person));
    this.#visitors.set(person, approver);
    return approver;
  }

  /** Another browser of somebody, who has signed in. */
  visitor(person: string): MemoryVisitor {
    const session = (): Promise<Cookie> => beginSession(this.#process.sealer, identityOf(person), groupsClaim);
    return new MemoryVisitor((request) => this.#send(request), session);
  }

  /** An approver opens the link of the newest mail and sends the form. Gives the words of the page. */
  async decide(exportId: string, approver: 'ada' | 'ben' | 'cleo', answer: Answer): Promise<string> {
    const link = await this.until(`a mail to ${approver} with a link about ${exportId}`, async () => {
      const mail = this.mails(exportId, 'decide-').findLast(({ to }) => to.startsWith(approver));
      return new RegExp(`(/api/review/\\S+choice=${answer.choice})`).exec(mail?.text ?? '')?.[1];
    });
    const browser = this.approver(approver);
    const page = await browser.answer(await browser.open(`${baseUrl}${link}`), answer);
    if (page.status !== 200) throw new Error(`the decision was answered ${page.status}: ${textOf(page.html)}`);
    return textOf(page.html);
  }

  /** Waits for something, and lets time go on from one event to the next until it is there. */
  async until<T>(what: string, ask: () => Promise<T | undefined>, seen?: () => string): Promise<T> {
    const end = this.time.now().getTime() + patience;
    for (;;) {
      await this.rest();
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (!(await this.#step(end)))
        throw new Error(`waited ${patience / minute} minutes for ${what}${seen ? `; last seen: ${seen()}` : ''}`);
    }
  }

  /** Lets so much time go by, with a sweep now and then and one at its end. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time.now().getTime() + milliseconds;
    const pause = Math.max(this.#sweepPause, Math.ceil(milliseconds / sweepsInAdvance));
    this.#nextSweep = this.time.now().getTime() + pause;
    while (await this.#step(end, pause));
    await this.time.pass(Math.max(0, end - this.time.now().getTime()));
    if (Number.isFinite(this.#sweepPause)) await this.sweep();
    this.#nextSweep = this.time.now().getTime() + this.#sweepPause;
  }

  /** The sweep and the timer of computes come once. */
  async sweep(): Promise<void> {
    const { app, workflows } = this.#process;
    await this.#through(
      (async () => {
        await sweep(app.ports, workflows, toldSettings);
        await reconcileAtTimer({ ...app.ports, reconciler: app.reconciler }, quiet);
      })(),
    );
    await this.rest();
  }

  /** Has the app load what it loads when it is asked for a page first. That takes none of the time of the journey, so nothing else waits for it. */
  async load(path: string): Promise<void> {
    const { routes, workflows } = this.#process;
    await answerTo(routes, workflows, { method: 'GET', path });
  }

  /** A request to the process that is alive, while whose work time goes on. */
  async #send(request: MemoryRequest) {
    const { routes, workflows, app } = this.#process;
    const died = app.death.then(() => {
      throw new Error('The process died before it answered');
    });
    const answer = await this.#through(Promise.race([answerTo(routes, workflows, request), died]));
    await this.rest();
    return answer;
  }

  /** Lets time go on while something waits for it. */
  async #through<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const watched = work.finally(() => {
      isOver = true;
    });
    watched.catch(() => undefined);
    const end = this.time.now().getTime() + patience;
    for (;;) {
      await this.#quiet();
      if (isOver) return await watched;
      const next = this.time.next;
      if (next === undefined || next.getTime() > end) throw new Error('It waits for nothing');
      this.time.wakeNext();
    }
  }

  /** Everything that needs no time has happened, what new files at the doors bring about too. */
  async rest(): Promise<void> {
    await this.#quiet();
    while (await this.doors.tell(this.#process)) await this.#quiet();
  }

  /** All that can go on without time has done so. */
  async #quiet(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      await settledWithCrypto();
      quiet = this.#process.hub.isQuiet ? quiet + 1 : 0;
    }
  }

  /** Time goes on to whatever comes next, at most until then. False where nothing comes. */
  async #step(end: number, pause = this.#sweepPause): Promise<boolean> {
    const next = this.time.next?.getTime() ?? Number.POSITIVE_INFINITY;
    if (Math.min(next, this.#nextSweep) > end) return false;
    if (next <= this.#nextSweep) this.time.wakeNext();
    else {
      await this.time.pass(this.#nextSweep - this.time.now().getTime());
      this.#nextSweep += pause;
      await this.sweep();
    }
    await this.rest();
    return true;
  }

  #born(): AppProcess {
    const faults = async (call: ServiceCall): Promise<void> => {
      this.onRequest(call);
      for (const fault of this.faults) {
        const error = await fault(call);
        if (error !== undefined) throw error;
      }
    };
    const { time, deployment } = this;
    const [secondRelease, mailLimits, version] = [this.#secondRelease, this.#mailLimits, this.#version];
    const ground = { time, deployment, database: this.#database, secondRelease, mailLimits, version, faults };
    return new AppProcess(ground);
  }
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
