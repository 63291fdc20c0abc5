import { orchestrationOf } from '../../src/domain/base/door.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { discardOperation } from '../../src/use-cases/operation/end-operation.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { person } from '../domain/sample.ts';
import type { Before, World } from './world.ts';

export const olga = person('Olga', 1).oid;
export const otto = person('Otto', 90).oid;
export const idle = { start: async () => {}, wake: async () => {} };
export const wrongFiles = 'the wrong files';

const paths = ['a.csv', 'deep/b.csv', 'deep/c.csv'];

/** Puts a dataset of three files at the door and opens it. */
export async function upload(world: World, name: string): Promise<OperationKey> {
  for (const path of paths) await world.put('ingress', `heart-study/${name}/${path}`, `${name} ${path}`);
  return await world.open('ingress', `heart-study/${name}/a.csv`);
}

/** Removes whatever lies at the door under the name. */
export async function emptyDoor(world: World, name: string): Promise<void> {
  for (const path of await world.names('ingress', `heart-study/${name}/`))
    await world.container('ingress').deleteBlob(path);
}

export function withdraw(ports: World['ports'], key: OperationKey): Promise<Operation> {
  return withdrawOperation(ports, idle, { key, by: olga, part: 'owner', reason: wrongFiles });
}

export function discard(ports: World['ports'], key: OperationKey, by = olga): Promise<Operation> {
  return discardOperation(ports, idle, { key, by, reason: '' });
}

/** Does something once, right before the call, such as `pollTransfer ingress-copy`. */
export function at(call: string, act: () => Promise<unknown>): Before {
  let met = false;
  return async (name, input) => {
    if (met || [name, Object(input).step ?? []].flat().join(' ') !== call) return;
    met = true;
    await act();
  };
}

/** Runs the flow of the operation's state until it ends, or comes to one of the states. */
export async function goOn(world: World, key: OperationKey, before?: Before, ...states: string[]): Promise<string> {
  const { flow } = orchestrationOf(await world.operation(key));
  const enough = async () => states.includes((await world.operation(key)).state);
  return (await world.run(flow, key, { ...(before ? { before } : {}), enough })).state;
}
