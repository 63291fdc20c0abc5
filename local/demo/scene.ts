import type { Door } from '../../src/domain/base/door.ts';
import type { Choice } from '../../src/domain/review/decision.ts';
import { type InboxMail, listMails } from '../azure/mail.ts';
import { refusedPage, type ShownOperation } from '../people/api-shapes.ts';
import type { OpsClient } from '../people/operator.ts';
import { until } from '../people/until.ts';
import { type OperationList, watchOperation } from '../people/watch.ts';
import type { Stack } from '../stack/stack.ts';
import { Mismatch, note } from './progress.ts';

/** What every part of the demo plays on. */
export interface Scene {
  readonly stack: Stack;
  readonly ops: OpsClient;
  readonly project: string;
}

/** Watches an operation and prints each state that it reaches. */
export async function follow(
  scene: Scene,
  list: OperationList,
  name: string,
  states: readonly string[],
  except: readonly string[] = [],
): Promise<ShownOperation> {
  const { ops, project } = scene;
  return await watchOperation({
    ops,
    list,
    project,
    name,
    except,
    until: states,
    onState: (state) => note(`${name}: ${state}`),
  });
}

/** Waits until a name is refused at a door, and gives the digest of the list that it stands in. */
export async function refused({ ops, project }: Scene, door: Door, name: string): Promise<string> {
  await ops.ask('POST', 'ops/sweep');
  const find = async () => {
    const { items } = refusedPage.parse(await ops.ask('GET', `ops/refused?project=${project}`));
    return items.find((list) => list.door === door && list.names.some((one) => one.name === name))?.digest;
  };
  const digest = await until(`${name} to be refused`, find);
  note(`${name}: refused`);
  return digest;
}

/** Waits for a mail to the address whose subject and text contain the words. */
export async function waitForMail(scene: Scene, to: string, words: readonly string[]): Promise<InboxMail> {
  const find = async (): Promise<InboxMail | undefined> =>
    (await listMails(scene.stack.azure.mailUrl)).find((mail) => {
      const text = `${mail.subject}\n${mail.text ?? ''}`;
      return mail.to.some(({ address }) => address === to) && words.every((word) => text.includes(word));
    });
  return await until(`a mail to ${to} that says ${words.join(', ')}`, find);
}

/** The link of a mail to an approver that leads to the review page with that answer chosen. */
export function linkTo(choice: Choice, { text, to }: Pick<InboxMail, 'text' | 'to'>): string {
  const link = new RegExp(`https?://\\S+/api/review/\\S+choice=${choice}`).exec(text ?? '')?.[0];
  if (link === undefined)
    throw new Mismatch(`the mail to ${to.map(({ address }) => address).join(', ')} holds no link to ${choice}`);
  return link;
}
