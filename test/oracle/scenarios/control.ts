import type { Scenario } from '../scenario.ts';

/** Terminate, suspend, resume, restart and purge. */
export const control: readonly Scenario[] = [
  {
    name: 'terminate',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.command(id, 'terminate', 'enough now');
      await desk.ends(id);
      for (const operation of ['terminate', 'suspend', 'resume']) await desk.command(id, operation, 'again');
      await desk.raise(id, 'go', 1);
    },
  },
  {
    name: 'terminateWithoutReason',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.command(id, 'terminate');
      await desk.ends(id);
    },
  },
  {
    name: 'terminateWhileWorking',
    play: async (desk) => {
      const id = await desk.start('eventWhileWorking');
      await desk.shows(id, 'working');
      await desk.command(id, 'terminate', 'stop');
      await desk.ends(id);
      await desk.pause(1500);
    },
  },
  {
    name: 'suspendAndResume',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.command(id, 'suspend', 'pause');
      await desk.reaches(id, 'Suspended');
      await desk.ask(`instances/${id}`);
      await desk.raise(id, 'go', { n: 1 });
      await desk.played(id, 3);
      await desk.command(id, 'resume', 'go on');
      await desk.ends(id);
    },
  },
  {
    name: 'suspendWhileWorking',
    play: async (desk) => {
      const id = await desk.start('workThenWork');
      await desk.shows(id, 'working');
      await desk.command(id, 'suspend', 'hold');
      await desk.reaches(id, 'Suspended');
      await desk.played(id, 3);
      await desk.ask(`instances/${id}`);
      await desk.command(id, 'resume', 'on');
      await desk.ends(id);
    },
  },
  {
    name: 'suspendTwice',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.command(id, 'suspend', 'first');
      await desk.reaches(id, 'Suspended');
      await desk.command(id, 'suspend', 'second');
      await desk.pause(700);
      await desk.ask(`instances/${id}`);
      await desk.command(id, 'resume', 'once');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'go', 1);
      await desk.ends(id);
    },
  },
  {
    name: 'resumeRunning',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.command(id, 'resume', 'not suspended');
      await desk.pause(700);
      await desk.raise(id, 'go', 1);
      await desk.ends(id);
    },
  },
  {
    name: 'terminateSuspended',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.command(id, 'suspend', 'pause');
      await desk.reaches(id, 'Suspended');
      await desk.command(id, 'terminate', 'over');
      await desk.ends(id);
    },
  },
  {
    name: 'unknownInstance',
    play: async (desk) => {
      const id = desk.id('none');
      await desk.ask(`instances/${id}`);
      for (const operation of ['terminate', 'suspend', 'resume', 'restart', 'rewind'])
        await desk.command(id, operation, 'x');
      await desk.raise(id, 'go', 1);
      await desk.ask(`instances/${id}`, { method: 'DELETE' });
    },
  },
  {
    name: 'purgeOne',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.ask(`instances/${id}`, { method: 'DELETE' });
      await desk.command(id, 'terminate', 'x');
      await desk.ends(id);
      await desk.ask(`instances/${id}`, { method: 'DELETE' });
      await desk.ask(`instances/${id}`, { method: 'DELETE' });
      await desk.ask(`instances/${id}`);
    },
  },
  {
    name: 'restart',
    play: async (desk) => {
      const id = await desk.run('returnsInput', { n: 1 });
      const { body } = await desk.ask(`instances/${id}/restart`, { method: 'POST' });
      const other = String(Object(body).id);
      await desk.ends(other);
      desk.watched.add(other);
    },
  },
  {
    name: 'restartSameId',
    play: async (desk) => {
      const id = await desk.start('wait', { n: 1 });
      await desk.reaches(id, 'Running');
      await desk.ask(`instances/${id}/restart?restartWithNewInstanceId=false`, { method: 'POST' });
      await desk.raise(id, 'go', 1);
      await desk.ends(id);
      await desk.ask(`instances/${id}/restart?restartWithNewInstanceId=false`, { method: 'POST' });
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'go', 2);
      await desk.ends(id);
    },
  },
  {
    name: 'reusedId',
    play: async (desk) => {
      const id = await desk.start('wait', { n: 1 });
      await desk.reaches(id, 'Running');
      await desk.ask(`orchestrators/wait/${id}`, { method: 'POST', json: { n: 2 } });
      await desk.command(id, 'suspend', 'x');
      await desk.reaches(id, 'Suspended');
      await desk.ask(`orchestrators/wait/${id}`, { method: 'POST', json: { n: 3 } });
      await desk.command(id, 'terminate', 'x');
      await desk.ends(id);
      await desk.start('helloSequence', undefined, id);
      await desk.reaches(id, 'Completed');
    },
  },
];
