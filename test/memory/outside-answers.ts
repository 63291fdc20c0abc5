import { ReadableStream } from 'node:stream/web';
import { isShownOutside } from '../../src/domain/notification/outside-view.ts';
import { usualTicks } from '../../src/domain/notification/tick.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { explainOutside } from '../../src/features/explain/domain/outside.ts';
import { showMine, showMineData } from '../../src/features/mine/mine-routes.ts';
import { showMyOperation, showMyOperationData } from '../../src/features/mine/operation/my-operation-routes.ts';
import { showReceived, showReceivedData } from '../../src/features/received/received-routes.ts';
import { actHandler } from '../../src/functions/operation/operator-acts.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import type { Handler } from '../../src/web/handler.ts';
import { describeError } from '../../src/web/problem.ts';
import { flowSettings } from '../activities/flow-settings.ts';
import { person } from '../domain/sample.ts';
import type { MemoryWorld } from './world.ts';

const rita = person('Rita', 2);
const project = 'heart-study';
const readers = '00000000-0000-4000-8000-0000000000f4';
const groupsClaim = { on: true, projects: { [project]: { externalReaders: readers } } };
/** A package that never was. */
const nobody: OperationKey = { project, id: 'exp_01KJPZ7Y80ZZZZZZZZZZZZZZZZ' };

/**
 * What a researcher is answered outside: status, length and text of the page of everything, of the page of each package that is shown, and of
 * whatever else somebody tries. Throws where a package that is not told is answered otherwise than one that never was.
 */
export async function answersOutside(
  world: MemoryWorld,
  workflows: Workflows,
  told: readonly Operation[],
  hidden: readonly OperationKey[],
): Promise<string[]> {
  const ask = askerOf(world, workflows);
  const unknown = await ask.all(nobody);
  for (const key of hidden) {
    const answers = (await ask.all(key)).map((one) => one.replaceAll(key.id, nobody.id));
    if (answers.join('\n') !== unknown.join('\n')) throw new Error(`${key.id} is answered: ${answers.join('\n')}`);
  }
  const stored = await world.ports.projects.get(project);
  const now = world.time.now();
  const shown = told.filter((one) => isShownOutside(one, now, usualTicks));
  const explained = shown.map((one) => stored && JSON.stringify(explainOutside(one, stored.value, undefined, now)));
  const pages = await Promise.all(shown.map((one) => ask.pages(one)));
  return [...(await ask.mine()), ...pages.flat(), ...explained.map(String), ...unknown];
}

function askerOf(world: MemoryWorld, workflows: Workflows) {
  const { oid, name, email } = rita;
  const identity = { oid, name, emails: [email], roles: [], groups: [readers] };
  const services = {
    ...world.ports,
    ...flowSettings,
    secondOperator: true,
    ticks: usualTicks,
    sealer: createCookieCipher(world.ports.secrets, world.time),
    tokens: { verify: async () => ({ ok: true as const, identity }) },
    groupsClaim,
    releaseUrl: 'https://public.blob.core.windows.net',
  };
  const ask = (handler: Handler, key?: OperationKey) => answerOf(handler, workflows, key);
  const pages = async (key: OperationKey) => [
    await ask(showMyOperation(services, 'export'), key),
    await ask(showMyOperationData(services, 'export'), key),
  ];
  return {
    mine: async () => [
      await ask(showMine(services)),
      await ask(showMineData(services)),
      await ask(showReceived(services)),
      await ask(showReceivedData(services)),
    ],
    pages,
    all: async (key: OperationKey) => [
      ...(await pages(key)),
      await ask(actHandler(services, 'export', 'withdraw'), key),
      await ask(actHandler(services, 'export', 'discard'), key),
    ],
  };
}

/** Status, length and text of an answer, a refusal too. */
async function answerOf(handler: Handler, workflows: Workflows, key?: OperationKey): Promise<string> {
  const headers = new Headers({ authorization: 'Bearer x', 'content-type': 'application/json' });
  const body = ReadableStream.from([Buffer.from('{"reason":"asked from outside"}')]);
  const params = key === undefined ? {} : { ...key };
  const request = { method: 'GET', url: 'https://gate.example.org/api/mine', headers, params, body };
  try {
    const { status, body: answer } = await handler(request, { ...workflows, newerVersion: async () => undefined });
    return `${status} ${String(answer).length} ${answer}`;
  } catch (error) {
    const { status, code, detail } = describeError(error);
    return `${status} ${code} ${detail}`;
  }
}
