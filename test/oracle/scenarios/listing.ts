import type { Desk } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

async function threeInstances(desk: Desk): Promise<string[]> {
  const ids = ['a', 'b', 'c'].map((part) => desk.id(part));
  for (const id of ids) await desk.start('wait', { id }, id);
  for (const id of ids) await desk.reaches(id, 'Running');
  const [first = ''] = ids;
  await desk.command(first, 'terminate', 'x');
  await desk.ends(first);
  return ids;
}

/** Lists and purges of many instances, which see those of other scenarios too. */
export const listing: readonly Scenario[] = [
  {
    name: 'listByFilter',
    play: async (desk) => {
      await threeInstances(desk);
      const prefix = `instanceIdPrefix=${desk.id('')}`;
      await desk.ask(`instances/?${prefix}`);
      await desk.ask(`instances?${prefix}`);
      await desk.ask(`instances/?${prefix}&showInput=false`);
      await desk.ask(`instances/?${prefix}&runtimeStatus=Terminated`);
      await desk.ask(`instances/?${prefix}&runtimeStatus=Running,Terminated`);
      await desk.ask(`instances/?${prefix}&runtimeStatus=running`);
      await desk.ask(`instances/?${prefix}&runtimeStatus=Completed`);
      const future = new Date((await desk.now()) + 3_600_000).toISOString();
      await desk.ask(`instances/?${prefix}&createdTimeFrom=${future}`, { label: 'instances/ created in an hour' });
      await desk.ask(`instances/?${prefix}&createdTimeTo=${future}`, { label: 'instances/ created before' });
    },
  },
  {
    name: 'listByPage',
    play: async (desk) => {
      await threeInstances(desk);
      const query = `instances/?instanceIdPrefix=${desk.id('')}&top=2`;
      const first = await desk.ask(query);
      const token = first.headers['x-ms-continuation-token'] ?? '';
      await desk.ask(query, { headers: { 'x-ms-continuation-token': token }, label: `${query} next page` });
    },
  },
  {
    name: 'clientOfMany',
    alone: true,
    play: async (desk) => {
      await desk.pause(1100);
      const from = new Date(await desk.now()).toISOString();
      await desk.pause(1100);
      const [first = ''] = await threeInstances(desk);
      await desk.many('all', { from });
      await desk.many('by', { from });
      await desk.many('by', { from, statuses: ['Terminated', 'Completed'] });
      await desk.many('purge', { from, statuses: ['Failed'] });
      await desk.many('purge', { from, statuses: ['Terminated'] });
      await desk.client(`status/${first}`);
    },
  },
  {
    name: 'purgeByFilter',
    alone: true,
    play: async (desk) => {
      await desk.pause(1100);
      const from = new Date(await desk.now()).toISOString();
      await desk.pause(1100);
      const later = new Date((await desk.now()) + 3_600_000).toISOString();
      const [first = '', second = ''] = await threeInstances(desk);
      await desk.start('wait', {}, desk.id('d'));
      await desk.reaches(desk.id('d'), 'Running');
      await desk.raise(second, 'go', 1);
      await desk.ends(second);
      const purge = (query: string, label: string) =>
        desk.ask(`instances/?${query}`, { method: 'DELETE', label: `instances/ ${label}` });
      await purge(`createdTimeFrom=${later}`, 'created in an hour');
      await purge(`createdTimeFrom=${from}&runtimeStatus=Failed`, 'failed');
      await purge(`createdTimeFrom=${from}&runtimeStatus=Terminated`, 'terminated');
      await desk.ask(`instances/${first}`);
      await purge(`createdTimeFrom=${from}&runtimeStatus=Completed,Running`, 'completed or running');
      await desk.ask(`instances/?instanceIdPrefix=${desk.id('')}`);
      await purge(`createdTimeFrom=${from}&runtimeStatus=Running`, 'running');
      await desk.ask(`instances/?instanceIdPrefix=${desk.id('')}`);
      await purge(`createdTimeFrom=${from}`, 'all');
      await desk.ask(`instances/?instanceIdPrefix=${desk.id('')}`);
    },
  },
];
