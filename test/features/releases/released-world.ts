import { findPerson } from '../../../local/azure/directory.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import type { TakeBackEnd } from '../../../src/domain/operation/operation-lists.ts';
import { revokeRelease, takeBackRelease } from '../../../src/use-cases/operation/take-back-release.ts';
import { approved, goOn } from '../../activities/packages.ts';
import { openEgress, World } from '../../activities/world.ts';
import { type RunningApp, startApp } from '../../functions/running-app.ts';
import { memoryGround } from '../../memory/ground.ts';

const workflows = { start: async () => undefined, wake: async () => undefined };
const around = { settings: { transferPollSeconds: 1 }, workflows };

/** The flows in memory with an app over them, and what it released. */
export class ReleasedWorld {
  readonly world: World;
  readonly app: RunningApp;

  constructor(world: World, app: RunningApp) {
    this.world = world;
    this.app = app;
  }

  /** A package that two people approved and that went out. */
  async release(name: string): Promise<OperationKey> {
    const key = await approved(this.world, name);
    const { state } = await this.world.run('export', key);
    if (state !== 'released') throw new Error(`the package ${name} is ${state}`);
    return key;
  }

  /** A package whose release is met right before a step of its run, so that it does not come to its end. */
  async meet(name: string, step: string, met: (key: OperationKey) => Promise<unknown>): Promise<OperationKey> {
    this.world.knobs.set({ millisecondsPerFile: 700 });
    const key = await approved(this.world, name);
    let meets = 0;
    await goOn(this.world, key, {
      before: async (activity) => {
        if (activity !== step || (await this.world.operation(key)).state !== 'releasing') return;
        meets += 1;
        if (meets === 1) await met(key);
      },
    });
    this.world.knobs.reset();
    if (meets === 0) throw new Error(`the release of ${name} came to no step ${step}`);
    return key;
  }

  /** Takes back what is on its way out, until nothing of it is outside. */
  async takeBack(key: OperationKey, to: TakeBackEnd): Promise<void> {
    await takeBackRelease(this.world.ports, around, { key, by: this.oid('otto'), reason: 'The wrong table', to });
  }

  async revoke(key: OperationKey): Promise<void> {
    await revokeRelease(this.world.ports, around, { key, by: this.oid('otto'), reason: 'A cell is too small' });
    await this.world.run('revoke', key);
  }

  oid(person: string): string {
    return findPerson(this.app.azure.directory, person).oid;
  }
}

/** With Rui as a researcher, whom the directory knows. */
export async function startReleasedWorld(): Promise<ReleasedWorld> {
  const world = new World(memoryGround('public'));
  const app = await startApp(undefined, { appPorts: world.ports });
  const { people } = await world.project({ egress: openEgress });
  const { name, email, oid } = findPerson(app.azure.directory, 'rui');
  const release = { recipients: ['The registry of Bern'], terms: 'Not to be passed on' };
  await world.project({ egress: openEgress, release, people: { ...people, researchers: [{ name, email, oid }] } });
  return new ReleasedWorld(world, app);
}
