import { afterEach, expect, test, vi } from 'vitest';
import type { Cli } from '../../../scripts/deploy/cli.ts';
import { subscribeEvents } from '../../../scripts/deploy/events.ts';
import { deployed, guid } from './scripted-cli.ts';

afterEach(() => vi.restoreAllMocks());

/** A deployment that fails so often, of an app that answers with a status, and what happened in which order. */
function azureThatFails(times: number, status = 200) {
  const happened: string[] = [];
  let failures = 0;
  const cli: Cli = async (_, args) => {
    happened.push(args.join(' '));
    failures += 1;
    if (failures > times) return '';
    throw new Error('The key blobs_extension is not there');
  };
  const patience = {
    wake: async (url: string) => {
      happened.push(`wake ${url}`);
      return { status };
    },
    pause: async (milliseconds: number) => happened.push(`pause ${milliseconds}`),
  };
  return { cli, patience, happened };
}

test('the app is woken before Event Grid is told of it, in the subscription of the environment', async () => {
  const { cli, patience, happened } = azureThatFails(0);
  await subscribeEvents(cli, deployed(), {}, patience);
  expect(happened).toEqual([
    'wake https://func-x.azurewebsites.net/api/health',
    `deployment sub create --subscription ${guid('1')} --location westeurope --name sallyport-events-research --template-file infra/events.bicep --parameters environmentName=research location=westeurope --output none`,
  ]);
});

test('where projects ask for their markers, the deployment is told at which doors', async () => {
  const { cli, patience, happened } = azureThatFails(0);
  const PROJECTS = JSON.stringify([
    { id: 'heart', owners: guid('a'), marked: ['ingress'] },
    { id: 'lung', owners: guid('b'), marked: [] },
  ]);
  await subscribeEvents(cli, deployed(), { PROJECTS }, patience);
  expect(happened.at(-1)).toContain(' projects=[{"id":"heart","marked":["ingress"]},{"id":"lung"}] --output none');
});

test('an app without its key yet is woken and asked again', async () => {
  const { cli, patience, happened } = azureThatFails(2);
  await subscribeEvents(cli, deployed(), {}, patience);
  expect(happened.map((line) => line.split(' ')[0])).toEqual([
    'wake',
    'deployment',
    'pause',
    'wake',
    'deployment',
    'pause',
    'wake',
    'deployment',
  ]);
});

test('an app that lets in no deployer is asked all the same', async () => {
  const { cli, happened, patience } = azureThatFails(0);
  await subscribeEvents(cli, deployed(), {}, { ...patience, wake: () => Promise.reject(new Error('refused')) });
  expect(happened).toHaveLength(1);
});

test('an app that lets in nobody from here is told of at once, and what to do where Azure did not wake it either', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const said = () => log.mock.calls.flat().join('\n');
  const waked = azureThatFails(1, 403);
  await subscribeEvents(waked.cli, deployed(), {}, waked.patience);
  expect(said().match(/lets in nobody from this address \(callerAddresses; 403/g)).toHaveLength(1);
  expect(said()).toContain('Event Grid tells the app of uploads');

  const asleep = azureThatFails(6, 403);
  const failed = subscribeEvents(asleep.cli, deployed(), {}, asleep.patience);
  await expect(failed).rejects.toMatchObject({ name: 'NotWaked' });
  const message = await failed.catch((error: Error) => error.message);
  for (const part of [
    'callerAddresses',
    'https://func-x.azurewebsites.net/api/health',
    'npm run deploy -- after-deploy',
  ])
    expect(message).toContain(part);
  expect(message).toContain('CALLER_ADDRESSES');
  expect(message).toContain('The last answer: The key blobs_extension is not there');
});

test('after some minutes the last answer is the error', async () => {
  const { cli, patience, happened } = azureThatFails(6);
  await expect(subscribeEvents(cli, deployed(), {}, patience)).rejects.toThrow('blobs_extension');
  expect(happened.filter((line) => line.startsWith('pause'))).toHaveLength(5);
});
