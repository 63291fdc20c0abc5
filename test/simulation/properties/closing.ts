import { closedEventId, closureName } from '../../../src/domain/definition/closure.ts';
import { projectId } from '../definition.ts';
import { type End, isDefinitionPut, type Property } from './property.ts';

/** How long an upload may still be opened by a definition that was read before: a request is on its way for less. */
const grace = 60_000;

/** Where nothing of a closed project is kept. */
const cleared = [
  ['secure', 'datasets'],
  ['secure', 'review'],
  ['secure', 'returned'],
] as const;

const ends: ReadonlySet<string> = new Set(['retracted', 'discarded', 'withdrawn', 'returned', 'revoked']);

/** Once a project is closed nothing comes in, all that it holds comes to an end, and one receipt says so. */
export const closingEnds: Property = {
  what: 'a closed project comes to its end',
  watch({ world, god, broken }) {
    let closedSince: number | undefined;
    return {
      concerns: isDefinitionPut,
      async call() {
        if (closedSince !== undefined) return;
        if ((await god.projects.get(projectId))?.value.closed !== undefined) closedSince = world.time.now().getTime();
      },
      async end(end) {
        const { closed } = end.project;
        if (closed === undefined || closedSince === undefined) {
          // Whoever closed it may go back on that within a day, and the audit tells that they did.
          const isUndone = end.events.some(({ kind, data }) => kind === 'project.changed' && 'wentBack' in data);
          if (closedSince !== undefined && !isUndone) broken('it was closed, and is open again');
          return;
        }
        for (const why of unended(end, closedSince)) broken(why);
        const places = closed.releases === 'revoke' ? [...cleared, ['public', 'released'] as const] : cleared;
        for (const [account, container] of places)
          for await (const { name } of world.deployment.storage.container(account, container).listBlobsFlat())
            broken(`${name} is left in ${container}`);
        const receipt = closureName(projectId, closed.releases);
        if ((await god.manifests.readReceipt(receipt)) === undefined) broken(`the receipt ${receipt} is missing`);
        if (!end.events.some(({ id }) => id === closedEventId(receipt))) broken('the audit does not tell of its end');
        if (!end.events.some(({ kind }) => kind === 'project.closed-told')) broken('nobody was told of its end');
      },
    };
  },
};

function unended({ operations, project }: End, closedSince: number): string[] {
  return operations.flatMap(({ id, state, startedAt }) => {
    const isEnded = ends.has(state) || (state === 'released' && project.closed?.releases === 'keep');
    const isLate = Date.parse(startedAt) > closedSince + grace;
    return [
      ...(isEnded ? [] : [`${id} is ${state}`]),
      ...(isLate ? [`${id} was opened at ${startedAt}, after the project was closed`] : []),
    ];
  });
}
