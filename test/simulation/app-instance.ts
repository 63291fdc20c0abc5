import { type Activities, createActivities } from '../../src/activities/index.ts';
import type { FlowSettings } from '../../src/activities/operation/settings.ts';
import { readHold } from '../../src/activities/transfer/holds.ts';
import { vaultSecrets } from '../../src/azure/base/secrets.ts';
import { pacedMailer } from '../../src/azure/notification/paced-mailer.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { createReconciler, type Reconciler } from '../../src/compute/reconcile/reconcile.ts';
import { recordCompute } from '../../src/compute/reconcile/record.ts';
import type { MailLimits } from '../../src/domain/notification/mail-pace.ts';
import type { Mailer } from '../../src/ports/mail.ts';
import type { Clock, Ports } from '../../src/ports/ports.ts';
import { type Hook, throughHook } from '../memory/hook.ts';
import type { Deployment } from './deployment.ts';

/** One process of the app from its start to its death: ports and stores with what they remember, built anew for each. */
export class AppInstance {
  readonly name: string;
  readonly ports: Ports;
  readonly activities: Activities;
  readonly reconciler: Reconciler;
  /** Resolves when the process dies. */
  readonly death: Promise<void>;
  isAlive = true;
  readonly #die: () => void;

  constructor(
    name: string,
    deployment: Deployment,
    surroundings: { hook: Hook; clock: Clock; settings: FlowSettings; mailLimits?: MailLimits | undefined },
  ) {
    const { hook, clock, settings, mailLimits } = surroundings;
    this.name = name;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.death = promise;
    this.#die = resolve;
    const { storage, vault, factory, inbox, chat, machines, workspace, random } = deployment;
    const through = <T extends object>(service: string, target: T) =>
      throughHook('control-plane', service, target, hook);
    const stores = storage.ofApp({ clock, hook });
    const kept = storagePorts(stores);
    const mailer: Mailer = through('mail', inbox);
    const paced = mailLimits && pacedMailer(mailer, { store: kept.mailPace, clock, limits: mailLimits });
    this.ports = {
      ...kept,
      dataFactory: through('data-factory', factory.port),
      mailer: paced ?? mailer,
      messenger: through('chat', chat),
      secrets: vaultSecrets(
        async () => vault.through(hook),
        () => clock.now().getTime(),
      ),
      clock,
      code: { bundle: async () => undefined },
      random: random(name),
    };
    this.activities = createActivities(this.ports, settings);
    this.reconciler = createReconciler({
      machines: through('machines', machines.port),
      workspace: through('workspace', workspace.port),
      memory: this.ports.computeMemory,
      hours: this.ports.hours,
      record: recordCompute(this.ports),
      telemetry: this.ports.telemetry,
      isHeld: async (project) => (await readHold(this.ports, project)) !== undefined,
      isInForce: async (project, definition) => (await this.ports.projects.find(project))?.hash === definition,
      now: () => clock.now(),
    });
  }

  /** Whatever it was doing never goes on. */
  die(): void {
    this.isAlive = false;
    this.#die();
  }
}
