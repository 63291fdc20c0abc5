import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainerClient } from '@azure/storage-blob';
import { z } from 'zod';
import { type InboxMail, listMails } from '../../local/azure/mail.ts';
import { askedVersion } from '../../local/azure/storage/asked-version.ts';
import { type Answer, Approver, textOf } from '../../local/people/approver.ts';
import { OpsClient } from '../../local/people/operator.ts';
import { StoragePerson, type UploadFile } from '../../local/people/storage-person.ts';
import { until } from '../../local/people/until.ts';
import { putSampleProject } from '../../local/sample/sample.ts';
import { appSettings } from '../../local/stack/app-settings.ts';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import { buildAdapters } from '../../src/azure/adapters.ts';
import { listedAccount } from '../../src/azure/transfer/arrow-answers.ts';
import { parseConfig } from '../../src/config.ts';
import type { Door } from '../../src/domain/base/door.ts';
import { isDue } from '../../src/domain/notification/pending-work.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { checkAnswersOf } from '../answers/of-stack.ts';
import { credentialOf } from '../local/azure/identity-credential.ts';
import { verifyDownloadedCopy } from './downloaded-copy.ts';
import { mailsInAudit } from './mails-in-audit.ts';
import { type Posted, remember } from './nothing-lost.ts';

const hostKeys = z.object({ systemKeys: z.object({ durabletask_extension: z.string() }) });
const status = z.object({ runtimeStatus: z.string(), version: z.string().optional() });
const history = z.object({ historyEvents: z.array(z.looseObject({ FunctionName: z.string().optional() })) });

export interface JourneyOptions {
  /** Goes on in this folder instead of a new one. */
  readonly stateFolder?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Lets the test move time. */
  readonly virtualTime?: boolean;
  /** Releases results to an account of their own. */
  readonly secondRelease?: boolean;
  /** Runs the reading room too. */
  readonly room?: boolean;
}

/** Starts a whole stack with the sample project on free ports, in a temporary folder. */
export async function startJourney(options: JourneyOptions = {}): Promise<Journey> {
  const stateFolder = options.stateFolder ?? (await mkdtemp(join(tmpdir(), 'sallyport-journey-')));
  const { settings = {}, virtualTime = false, secondRelease = false, room = false } = options;
  const stack = await startStack({ stateFolder, ports: 'free', settings, virtualTime, secondRelease, room });
  checkAnswersOf(stack.baseUrl);
  const journey = new Journey(stack, secondRelease);
  await putSampleProject(journey.ops);
  return journey;
}

/**
 * One stack, its people, and the truth about it: register, runs and mails are read past the host, so that they can be looked at
 * while it is dead.
 */
export class Journey {
  readonly project = 'heart-study';
  readonly stack: Stack;
  readonly ops: OpsClient;
  /** The real adapters, as the identity of the control plane. */
  readonly ports: Ports;
  /** What people sent, by name of the dataset or package, newest last. */
  readonly sent = { ingress: new Map<string, UploadFile[][]>(), export: new Map<string, UploadFile[][]>() };
  readonly #approvers = new Map<string, Approver>();

  constructor(stack: Stack, secondRelease = false) {
    this.stack = stack;
    this.ops = new OpsClient(stack.azure, stack.baseUrl);
    const settings = appSettings(stack.azure, stack.baseUrl);
    const results = secondRelease ? { RELEASE_BLOB_URL: stack.azure.blobUrls.release } : {};
    const config = parseConfig({ ...settings, ...results });
    this.ports = buildAdapters(config, credentialOf(stack.azure, config.clientId));
  }

  /** Stops everything and removes its state. */
  async end(): Promise<void> {
    await this.stack.stop();
    await rm(this.stack.stateFolder, { recursive: true, force: true });
  }

  /** The host dies in the middle of whatever it does, and starts again. */
  async crash(): Promise<void> {
    await this.stack.killHost();
    await this.stack.startHost();
  }

  /** Verifies a downloaded copy of audit and receipts without any service, and gives the problems found. */
  async problemsOfCopy(): Promise<readonly string[]> {
    const [audit, manifests] = [this.ofControlPlane('audit'), this.ofControlPlane('manifests')];
    return (await verifyDownloadedCopy(this.ports, { audit, manifests })).problems;
  }

  /** A container of the control account, as the identity of the control plane. */
  ofControlPlane(container: 'audit' | 'manifests' | 'projects'): ContainerClient {
    const { clientId } = parseConfig(appSettings(this.stack.azure, this.stack.baseUrl));
    const credential = credentialOf(this.stack.azure, clientId);
    const account = listedAccount(this.stack.azure.blobUrls.control, credential, askedVersion);
    return account.getContainerClient(container);
  }

  /** Names of what lies in a container, as the platform sees it. */
  async names(account: 'public' | 'secure' | 'release', container: string): Promise<string[]> {
    return (await this.stack.control.blobs(account, container)).map(({ name }) => name);
  }

  /** What somebody who may read finds below a prefix. */
  async read(account: 'public' | 'secure', container: string, prefix: string): Promise<UploadFile[]> {
    return await this.person(account === 'public' ? 'eve' : 'researcher').read(account, container, prefix);
  }

  /** Message-IDs of the mails about an operation, and to whom each went. */
  async posted(id: string): Promise<readonly Posted[]> {
    return (await this.mails(id)).map(({ messageId, to }) => ({ messageId, to: to[0]?.address ?? '' }));
  }

  person(id: string): StoragePerson {
    return new StoragePerson(this.stack.azure, id);
  }

  /** The data owner uploads a dataset: a folder, or one file directly under the project. */
  async upload(name: string, files: readonly UploadFile[]): Promise<void> {
    remember(this.sent.ingress, name, files);
    const [only] = files;
    const single = files.length === 1 && only?.path === name;
    if (single) await this.person('owner').uploadSingle(this.project, only);
    else await this.person('owner').uploadDataset(this.project, name, files);
  }

  /** A researcher drops a package on the export path and marks it complete. */
  async drop(name: string, files: readonly UploadFile[]): Promise<void> {
    remember(this.sent.export, name, files);
    await this.person('researcher').dropPackage(this.project, name, files, `why ${name} may leave`);
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
    return await until(`${name} to be ${state}`, look, { seen: () => last });
  }

  /** Waits until the orchestration has come to its end. Nothing more is done then; a sweep may still be mailing, see `told`. */
  async finished(instance: string): Promise<void> {
    const look = async () => ((await this.instanceStatus(instance)) === 'Completed' ? true : undefined);
    await until(`the instance ${instance} to be completed`, look);
  }

  /**
   * Waits until everybody was told that the operation came to the state: the sweep may have taken that from the flow, and be in the middle of
   * it. What the mail server did not take yet, the next sweep sends, some minutes later where it takes only so many.
   */
  async told(id: string, state: string): Promise<void> {
    const look = async () => {
      for await (const { value } of this.ports.register.owed(this.project, id)) {
        if (value.kind !== 'telling' || value.about !== state) continue;
        if (value.lastAt !== undefined && isDue(value, new Date())) await this.ops.ask('POST', 'ops/sweep');
        return undefined;
      }
      return true;
    };
    await until(`everybody to be told that ${id} is ${state}`, look, { seconds: 900 });
  }

  /** The status of an orchestration instance; undefined when there is none. */
  async instanceStatus(instance: string): Promise<string | undefined> {
    const response = await this.#durable('GET', instance);
    if (response.status === 404) return undefined;
    return status.parse(await response.json()).runtimeStatus;
  }

  /** The version with which an instance was started. */
  async instanceVersion(instance: string): Promise<string | undefined> {
    const response = await this.#durable('GET', instance);
    return status.parse(await response.json()).version;
  }

  /** Names of the activities that the present generation of an instance has completed, oldest first. */
  async completedActivities(instance: string): Promise<string[]> {
    const response = await this.#durable('GET', instance, 'showHistory=true');
    const { historyEvents } = history.parse(await response.json());
    return historyEvents.flatMap(({ EventType, FunctionName = '' }) =>
      EventType === 'TaskCompleted' ? [FunctionName] : [],
    );
  }

  /** Waits until an instance does nothing but wait for a time or an event. */
  async rests(instance: string): Promise<void> {
    const look = async () => {
      const response = await this.#durable('GET', instance, 'showHistory=true');
      const last = history.parse(await response.json()).historyEvents.at(-1);
      return last?.['EventType'] === 'TimerCreated' ? true : undefined;
    };
    await until(`the instance ${instance} to rest`, look);
  }

  /** Terminates an instance as a person at the portal can, and waits until it is. */
  async terminate(instance: string): Promise<void> {
    const { status: answer } = await this.#durable('POST', `${instance}/terminate`, 'reason=by%20hand');
    if (answer !== 202) throw new Error(`terminating ${instance} was answered ${answer}`);
    const look = async () => ((await this.instanceStatus(instance)) === 'Terminated' ? true : undefined);
    await until(`${instance} to be terminated`, look);
  }

  /** Removes every trace of an ended instance from the task hub. */
  async purge(instance: string): Promise<void> {
    const { status: answer } = await this.#durable('DELETE', instance);
    if (answer !== 200) throw new Error(`purging ${instance} was answered ${answer}`);
  }

  async #durable(method: string, path: string, query = ''): Promise<Response> {
    const { systemKeys } = hostKeys.parse(
      JSON.parse(readFileSync(join(this.stack.stateFolder, 'host/keys.json'), 'utf8')),
    );
    const url = `${this.stack.baseUrl}/runtime/webhooks/durabletask/instances/${path}?${query}`;
    return await fetch(url, { method, headers: { 'x-functions-key': systemKeys.durabletask_extension } });
  }

  /** The mails about an operation that were sent on a kind (`available`, `decide-1`, …), oldest first. */
  async mails(id: string, step = ''): Promise<InboxMail[]> {
    const all = await listMails(this.stack.azure.mailUrl);
    return all.filter(({ messageId }) => messageId.replace('<', '').startsWith(`${id}.${step}`));
  }

  /** Waits for a mail of the kind to somebody whose address begins like this, and gives the oldest. */
  async firstMail(id: string, step: string, person: string): Promise<InboxMail> {
    const find = async () => (await this.mails(id, step)).find(({ to }) => to[0]?.address.startsWith(person));
    return await until(`a mail to ${person} about ${step} of ${id}`, find);
  }

  /** Waits until every mail of the kind is noted as sent, so that a crash afterwards repeats none. One that an earlier crash repeated counts once. */
  async mailsNoted(id: string, step: string, count: number): Promise<void> {
    const look = async () => {
      return (await mailsInAudit(this.ports.audit, id, step)) === count || undefined;
    };
    await until(`${count} mails of ${id} about ${step} to be noted`, look);
  }

  /** An approver waits for the mail, opens the link of the newest, at the address where the app is now, and sends the form. Gives the words of the page. */
  async decide(exportId: string, approver: 'ada' | 'ben' | 'cleo', answer: Answer): Promise<string> {
    const find = async () => {
      const mail = (await this.mails(exportId, 'decide-')).findLast(({ to }) => to[0]?.address.startsWith(approver));
      return new RegExp(`(/api/review/\\S+choice=${answer.choice})`).exec(mail?.text ?? '')?.[1];
    };
    const path = await until(`a mail to ${approver} with a link about ${exportId}`, find);
    const browser = this.#approvers.get(approver) ?? new Approver(approver);
    this.#approvers.set(approver, browser);
    const page = await browser.answer(await browser.open(`${this.stack.baseUrl}${path}`), answer);
    if (page.status !== 200) throw new Error(`the decision was answered ${page.status}: ${textOf(page.html)}`);
    return textOf(page.html);
  }
}
