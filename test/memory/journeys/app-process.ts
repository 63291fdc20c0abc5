// Nothing can wait for a file in a time that moves by itself: what the app loads with the first question is loaded before.
import '../../../src/app/trunk-handlers.ts';
import '../../../src/features/explain/explain-routes.ts';
import '../../../src/features/explain/see-computes.ts';
import '../../../src/features/impact/check-route.ts';
import '../../../src/features/mine/handlers.ts';

import type { DatabaseSync } from 'node:sqlite';
import { findPerson, groupIdsOf, projectGroups, readDirectory } from '../../../local/azure/directory.ts';
import { hasEnded } from '../../../local/host/durable/instance.ts';
import { addedParts } from '../../../src/app/added.ts';
import { routesOf } from '../../../src/app/routes.ts';
import type { MailLimits } from '../../../src/domain/notification/mail-pace.ts';
import { durableWorkflows, type WorkflowClient } from '../../../src/functions/base/durable-workflows.ts';
import type { SignedIn, TokenVerifier } from '../../../src/ports/sign-in.ts';
import type { Orchestrations } from '../../../src/ports/workflows.ts';
import { type CookieCipher, createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import type { Route } from '../../../src/web/handler.ts';
import { aDeployment } from '../../features/doctor/domain/deployment.ts';
import { TestHub } from '../../orchestrators/task-hub.ts';
import { AppInstance } from '../../simulation/app-instance.ts';
import type { Deployment } from '../../simulation/deployment.ts';
import type { Hook, ServiceCall } from '../hook.ts';
import type { VirtualTime } from '../time.ts';

/** Where the app of a journey is. */
export const baseUrl = 'https://gate.example.org';
const publicUrl = 'https://public.example.org';
const secureUrl = 'https://secure.example.org';
/** Where the scanner finds the containers of the doors. */
export const doorUrls = { ingress: `${publicUrl}/ingress`, export: `${secureUrl}/exports` };

const directory = readDirectory();
/** The groups of the projects, as tokens name them. */
export const groupsClaim = { on: true, projects: projectGroups(directory) };

/** Somebody of the laptop's directory, as a token names them. */
export function identityOf(word: string): SignedIn {
  const person = findPerson(directory, word);
  const { oid, name, email, appRoles } = person;
  return { oid, name, emails: [email], roles: appRoles, groups: groupIdsOf(directory, person), contexts: ['c1'] };
}

const tokens: TokenVerifier = { verify: async (token) => ({ ok: true, identity: identityOf(token) }) };

/** What the app of a journey is told of its deployment, as the laptop's is; its sweep and timers too. */
export const toldSettings = {
  publicBaseUrl: baseUrl,
  restorableDays: { ingress: 7, export: 17 },
  datasetDays: 30,
  transferPollSeconds: 1,
  mailWindowSeconds: 0,
  storageSkewSeconds: 0,
  outageHours: 24,
  peopleKeepDays: 730,
  incidentClocks: { '24-hours': 'the data protection officer', '72-hours': 'the authority', month: '' },
  added: addedParts,
} as const;

/** What no journey in memory asks for. */
const notHere = (what: string) => () => Promise.reject(new Error(`There is no ${what} in memory`));

/** What a process stands on, which outlives it. `faults` may refuse a request before it reaches its service. */
export interface Ground {
  readonly time: VirtualTime;
  readonly deployment: Deployment;
  readonly database: DatabaseSync;
  readonly secondRelease: boolean;
  /** What the mail server takes; without it whatever comes. */
  readonly mailLimits: MailLimits | undefined;
  /** Of its orchestrators. */
  readonly version: string;
  faults(call: ServiceCall): Promise<void>;
}

/** One process of the app with its host: stores, activities, orchestrations and routes, from its start to its death. */
export class AppProcess {
  readonly app: AppInstance;
  readonly hub: TestHub;
  readonly workflows: Orchestrations;
  readonly routes: readonly Route[];
  readonly sealer: CookieCipher;

  constructor(ground: Ground) {
    const { time, deployment, database } = ground;
    const gone = new Promise<void>(() => undefined);
    const hook: Hook = {
      before: async (call) => {
        if (this.app.isAlive) await ground.faults(call);
        if (!this.app.isAlive) await gone;
      },
      after: () => (this.app.isAlive ? undefined : gone),
    };
    const { mailLimits } = ground;
    this.app = new AppInstance('app', deployment, { hook, clock: time, settings: toldSettings, mailLimits });
    const activity = (name: string) => (input: unknown) =>
      Reflect.apply(Reflect.get(this.app.activities, name), undefined, [input]);
    const names = Object.keys(this.app.activities);
    const setTimer = (at: number, run: () => void) => time.at(at, run);
    const clock = { now: () => time.now().getTime(), setTimer };
    const { version } = ground;
    const byName = Object.fromEntries(names.map((name) => [name, activity(name)]));
    this.hub = new TestHub(byName, clock, database, undefined, version);
    this.workflows = durableWorkflows(clientOf(this.hub), version);
    const { ports, reconciler } = this.app;
    this.sealer = createCookieCipher(ports.secrets, time);
    const storage = {
      publicUrl,
      secureUrl,
      releaseUrl: ground.secondRelease ? 'https://release.example.org' : publicUrl,
    };
    const deployed = aDeployment({ publicBaseUrl: baseUrl, groupsClaim });
    this.routes = routesOf({
      ...ports,
      ...toldSettings,
      releaseUrl: storage.releaseUrl,
      groupsClaim,
      secondOperator: true,
      scannedDoors: ['ingress', 'export'],
      doorUrls,
      reconciler,
      images: ['ubuntu-24-04'],
      review: { ...ports, secureBlobUrl: secureUrl, groupsClaim },
      machines: deployment.machines.port,
      workspace: deployment.workspace.port,
      credential: { getToken: notHere('token of a managed identity') },
      assertion: { token: notHere('token of a managed identity') },
      deployment: {
        ...deployed,
        storage: { ...deployed.storage, ...storage },
        mail: { ...deployed.mail, from: 'sallyport@example.org' },
      },
      sealer: this.sealer,
      tokens,
      signIn: { start: notHere('sign-in page'), finish: notHere('sign-in page') },
    });
  }

  /** Nothing that it was doing goes on. What it had asked of services stands. */
  die(): void {
    this.hub.die();
    this.app.die();
  }
}

/** The client of the durable library for a hub in memory. */
function clientOf(hub: TestHub): WorkflowClient {
  const isRunning = (id: string) => hub.knows(id) && !hasEnded(hub.instance(id).status);
  return {
    async startNew(name, { instanceId = '', input } = {}) {
      if (isRunning(instanceId)) throw new Error('The operation failed with an unexpected status code: 409.');
      hub.start(name, instanceId, input);
      return instanceId;
    },
    async raiseEvent(id, name) {
      if (!hub.knows(id)) throw new Error(`No instance with ID '${id}' found.`);
      if (isRunning(id)) hub.raise(id, name);
    },
    async getStatus(id) {
      const { input, status } = hub.instance(id);
      return { input: JSON.parse(input ?? 'null'), runtimeStatus: status };
    },
  };
}
