import { operationPage, operationShape, type ShownOperation } from './api-shapes.ts';
import type { OpsClient } from './operator.ts';
import { until } from './until.ts';

/** The two lists of the ops API. */
export type OperationList = 'datasets' | 'exports';

/** Finds the newest operation of that name. */
async function findOperation(
  ops: OpsClient,
  list: OperationList,
  project: string,
  name: string,
  except: readonly string[] = [],
): Promise<ShownOperation | undefined> {
  const { items } = operationPage.parse(await ops.ask('GET', `ops/${list}?project=${project}`));
  return items.find((item) => item.name === name && !except.includes(item.id));
}

/** The whole row of an operation, with its decisions and receipts. */
export async function showOperation(
  ops: OpsClient,
  list: OperationList,
  project: string,
  id: string,
): Promise<ShownOperation> {
  return operationShape.parse(await ops.ask('GET', `ops/${list}/${project}/${id}`));
}

export interface WatchOptions {
  readonly ops: OpsClient;
  readonly list: OperationList;
  readonly project: string;
  readonly name: string;
  /** Ids of earlier operations of that name. */
  readonly except?: readonly string[];
  readonly until: readonly string[];
  /** Called with each state that is seen for the first time. */
  readonly onState?: (state: string) => void;
}

/** Waits until the operation of that name is in one of the states. Throws with its failure when it fails instead. */
export async function watchOperation(options: WatchOptions): Promise<ShownOperation> {
  let last = 'not started';
  const find = async (): Promise<ShownOperation | undefined> => {
    const found = await findOperation(options.ops, options.list, options.project, options.name, options.except);
    if (found === undefined) return undefined;
    if (found.state !== last) options.onState?.(found.state);
    last = found.state;
    if (options.until.includes(found.state)) return found;
    if (['failed', 'rejected'].includes(found.state)) {
      const why = found.failure?.message ?? found.problems.map(({ message }) => message).join(' ');
      throw new Error(`${options.name} is ${found.state}: ${why}`);
    }
    return undefined;
  };
  const what = `${options.name} to be ${options.until.join(' or ')}`;
  return await until(what, find, { seen: () => last });
}
