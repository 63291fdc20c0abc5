/** What a chain of 250 activities takes on the local host, from start to end, as times of JSON.parse of all histories it replays. */
import { orchestratorRequest } from '../../../local/host/durable/orchestrator-request.ts';
import { ChildHost, until } from '../../host/child-host.ts';
import { chainHistory } from '../chain-history.ts';
import { median, timed } from '../clock.ts';
import type { Measured } from '../figure.ts';

const activities = 250;
const limits = { maximumTimer: 1, longTimerInterval: 1 };

/** Measures one chain on a host of its own. */
export async function measure(): Promise<Measured> {
  const { past, fresh, instance } = chainHistory(2 * activities);
  const texts = past.map((event) => JSON.stringify(event));
  const middle = orchestratorRequest(instance, texts, fresh, limits);
  const parsing = activities * (await median(() => void JSON.parse(middle)));
  const host = await new ChildHost().start();
  try {
    const took = await timed(async () => {
      await host.postJson('orchestrators/chain/bench', { n: activities });
      await until(
        'the chain has ended',
        async () => (await host.durable('instances/bench')).status === 200 || undefined,
      );
    });
    return { value: took / parsing, unit: 'times' };
  } finally {
    await host.dispose();
  }
}
