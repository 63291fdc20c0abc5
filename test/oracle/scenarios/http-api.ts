import type { Scenario } from '../scenario.ts';

/** The HTTP API: odd ids, bad requests, flags of a status. */
export const httpApi: readonly Scenario[] = [
  {
    name: 'oddIds',
    play: async (desk) => {
      for (const part of ['a#b', '@x@y', 'ä ü', 'p%q', 'a.b:c']) {
        const id = part.startsWith('@') ? `${part}-odd` : desk.id(part);
        await desk.ask(`orchestrators/wait/${encodeURIComponent(id)}`, { method: 'POST', json: {} });
        desk.watched.add(id);
        await desk.reaches(id, 'Running');
        await desk.raise(id, 'go', 1);
        await desk.ends(id);
      }
    },
  },
  {
    name: 'generatedId',
    play: async (desk) => {
      const { body } = await desk.ask('orchestrators/nothingToDo', { method: 'POST' });
      const id = String(Object(body).id);
      await desk.ends(id);
      desk.watched.add(id);
    },
  },
  {
    name: 'badRequests',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      for (const text of ['"a', 'text', '{']) {
        await desk.ask(`orchestrators/wait/${desk.id('bad')}`, { method: 'POST', text });
        await desk.ask(`instances/${id}/raiseEvent/other`, { method: 'POST', text });
      }
      await desk.ask(`instances/${id}/raiseEvent/go`, { method: 'POST', text: 'x=1', contentType: 'text/plain' });
      await desk.ask(`instances/${id}/raiseEvent`, { method: 'POST', json: {} });
      await desk.ask(`instances/${id}/noSuchOperation`, { method: 'POST', json: {} });
      await desk.ask(`instances/${id}/terminate`);
      await desk.ask('noSuchThing');
      await desk.ask('orchestrators', { method: 'POST' });
      await desk.ask(`instances/?instanceIdPrefix=${id}&runtimeStatus=Sleeping`);
      await desk.ask(`instances/?instanceIdPrefix=${id}&createdTimeFrom=yesterday`);
      await desk.ask('instances/', { method: 'DELETE' });
      await desk.raise(id, 'go', 1);
      await desk.ends(id);
    },
  },
  {
    name: 'lenientJson',
    play: async (desk) => {
      for (const [at, text] of ['{a:1}', '[1', '{"a":1} x'].entries()) {
        await desk.ask(`orchestrators/returnsInput/${desk.id(String(at))}`, { method: 'POST', text });
      }
    },
  },
  {
    name: 'rewindNotFailed',
    play: async (desk) => {
      const id = await desk.run('nothingToDo');
      await desk.command(id, 'rewind', 'again');
    },
  },
  {
    name: 'longId',
    play: async (desk) => {
      await desk.run('nothingToDo', undefined, desk.id('x'.repeat(80)));
      await desk.ask(`orchestrators/nothingToDo/${desk.id('x'.repeat(100))}`, { method: 'POST' });
    },
  },
  {
    name: 'statusFlags',
    play: async (desk) => {
      const id = await desk.run('failUncaught', { secret: 1 });
      for (const flags of [
        '',
        'showHistory=true',
        'showInput=false',
        'showHistory=true&showHistoryOutput=true&showInput=false',
        'showHistory=True&showHistoryOutput=false',
        'returnInternalServerErrorOnFailure=true',
      ])
        await desk.ask(`instances/${id}?${flags}`);
    },
  },
  {
    name: 'statusWhilePending',
    play: async (desk) => {
      const id = await desk.start('eventWhileWorking', { a: 1 });
      await desk.shows(id, 'working');
      await desk.ask(`instances/${id}?showHistory=true&showHistoryOutput=true`);
      await desk.raise(id, 'go', 1);
      await desk.ends(id);
    },
  },
];
