import type { Scenario } from '../scenario.ts';

/** The durable client inside the app. */
export const client: readonly Scenario[] = [
  {
    name: 'clientStartAndStatus',
    play: async (desk) => {
      await desk.client(`start/wait/${desk.id()}`, { n: 1 });
      desk.watched.add(desk.id());
      await desk.reaches(desk.id(), 'Running');
      await desk.client(`start/wait/${desk.id()}`, { n: 1 });
      await desk.client(`status/${desk.id()}`);
      await desk.client(`status/${desk.id('none')}`);
      await desk.client(`raise/${desk.id()}/go`, { n: 1 });
      await desk.ends(desk.id());
      await desk.client(`status/${desk.id()}`);
      await desk.client(`raise/${desk.id()}/go`, { n: 2 });
      await desk.client(`raise/${desk.id('none')}/go`, { n: 2 });
    },
  },
  {
    name: 'clientStartWithoutInput',
    play: async (desk) => {
      await desk.client(`start/returnsInput/${desk.id()}`);
      desk.watched.add(desk.id());
      await desk.ends(desk.id());
    },
  },
  {
    name: 'clientControl',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.client(`suspend/${id}`);
      await desk.reaches(id, 'Suspended');
      await desk.client(`resume/${id}`);
      await desk.reaches(id, 'Running');
      await desk.client(`purge/${id}`);
      await desk.client(`terminate/${id}`);
      await desk.ends(id);
      for (const operation of ['terminate', 'suspend', 'resume']) {
        await desk.client(`${operation}/${id}`);
        await desk.client(`${operation}/${desk.id('none')}`);
      }
      await desk.client(`purge/${id}`);
      await desk.client(`purge/${id}`);
    },
  },
  {
    name: 'clientCheckStatus',
    play: async (desk) => {
      await desk.client(`check/${desk.id()}`);
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.client(`await/${id}/300`);
      await desk.raise(id, 'go', { n: 1 });
      await desk.client(`await/${id}/60000`);
      const failed = await desk.run('throwsAtOnce', undefined, desk.id('failed'));
      await desk.client(`await/${failed}/60000`);
    },
  },
];
