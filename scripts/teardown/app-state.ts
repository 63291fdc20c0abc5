import { z } from 'zod';
import { ask, type Cli } from '../deploy/cli.ts';

const operation = z.object({ id: z.string(), project: z.string(), state: z.string() });
const hold = z.object({ project: z.string(), since: z.string(), reason: z.string() });
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), broken: z.array(z.unknown()).optional(), continuation: z.string().nullable() });

/** The control plane as a person reaches it: its address, and the application that tokens are for. */
export interface App {
  readonly address: string;
  readonly clientId: string;
}

/** What the control plane holds and does at the moment. */
export interface AppState {
  readonly datasets: readonly z.infer<typeof operation>[];
  readonly exports: readonly z.infer<typeof operation>[];
  /** Ids of the operations that are on their way. */
  readonly open: readonly string[];
  readonly holds: readonly z.infer<typeof hold>[];
  /** Rows of the register that nobody can read, so that nobody knows what they are about. */
  readonly broken: number;
}

/** Asks the control plane, as the person who is signed in to `az`: it takes the role Ops.Reader. */
export async function readAppState(cli: Cli, app: App): Promise<AppState> {
  const [datasets, exports] = [await all(cli, app, 'ops/datasets'), await all(cli, app, 'ops/exports')];
  const moving = [await all(cli, app, 'ops/datasets?kind=open'), await all(cli, app, 'ops/exports?kind=open')];
  return {
    datasets: datasets.items,
    exports: exports.items,
    open: moving.flatMap(({ items }) => items.map(({ id, project, state }) => `${project}/${id} (${state})`)),
    holds: (await ask(cli, page(hold), getting(app, 'ops/holds'))).items,
    broken: datasets.broken + exports.broken,
  };
}

/** The keys that receipts are verified with. */
export const readReceiptKeys = (cli: Cli, app: App): Promise<unknown> =>
  ask(cli, z.looseObject({ keys: z.array(z.unknown()) }), getting(app, 'receipts/keys'));

async function all(cli: Cli, app: App, path: string) {
  const items: z.infer<typeof operation>[] = [];
  let broken = 0;
  let continuation: string | null = null;
  do {
    const more: string = continuation === null ? '' : `&continuation=${encodeURIComponent(continuation)}`;
    const question: string = `${path}${path.includes('?') ? '&' : '?'}limit=200${more}`;
    const answer = await ask(cli, page(operation), getting(app, question));
    items.push(...answer.items);
    broken += answer.broken?.length ?? 0;
    continuation = answer.continuation;
  } while (continuation !== null);
  return { items, broken };
}

const getting = ({ address, clientId }: App, path: string): string[] => [
  ...['rest', '--method', 'GET', '--url', `${address}/api/${path}`, '--resource', `api://${clientId}`],
];
