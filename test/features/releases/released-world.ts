import { findPerson } from '../../../local/azure/directory.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { revokeRelease } from '../../../src/use-cases/operation/take-back-release.ts';
import { approved } from '../../activities/packages.ts';
import { openEgress, World } from '../../activities/world.ts';
import { type RunningApp, startApp } from '../../functions/running-app.ts';
import { memoryGround } from '../../memory/ground.ts';

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

  async revoke(key: OperationKey): Promise<void> {
    const workflows = { start: async () => undefined, wake: async () => undefined };
    const around = { settings: { transferPollSeconds: 1 }, workflows };
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
