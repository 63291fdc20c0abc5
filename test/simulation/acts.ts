import { doors } from '../../src/domain/base/door.ts';
import { type Act, acts, type Requester, whoMay, whyNotNow } from '../../src/domain/lifecycle/acts.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { takeBackEnds } from '../../src/domain/operation/operation-lists.ts';
import { readActs } from '../../src/functions/operation/perform-act.ts';
import type { WebRequest } from '../../src/web/handler.ts';
import type { AppInstance } from './app-instance.ts';
import { cast, projectId } from './definition.ts';
import { settings, type World } from './world.ts';

/** Every operation of the project, as whoever has these ports reads them. */
export async function operationsOf({ ports }: Pick<AppInstance, 'ports'>): Promise<readonly Operation[]> {
  const found: Operation[] = [];
  for (const door of doors) found.push(...(await ports.register.list(door, projectId)).items);
  return found;
}

/** Somebody asks for a drawn act of a drawn operation, as the page of the operation would let them. */
export async function actSomehow(
  world: World,
  requester: Requester,
  wanted: (act: Act, operation: Operation) => boolean = () => true,
  key = `${requester} acts`,
): Promise<void> {
  await world
    .once(key, async (app) => {
      const possible = (await operationsOf(app)).flatMap((operation) =>
        acts
          .filter(
            (act) =>
              whyNotNow(act, operation) === undefined &&
              whoMay(act, operation.door, operation.state).includes(requester),
          )
          .filter((act) => wanted(act, operation))
          .map((act) => ({ act, operation })),
      );
      if (possible.length === 0) return;
      const { act, operation } = world.draws.pick(key, possible);
      world.acted(act.name);
      await perform(world, app, requester, act, operation);
    })
    .catch((error: unknown) => world.told(`an act of the ${requester}`, error));
}

async function perform(
  world: World,
  app: AppInstance,
  requester: Requester,
  act: Act,
  { project, id, package: frozen }: Operation,
): Promise<void> {
  const body = {
    takeBack: { to: world.draws.pick('take back to', takeBackEnds), reason: 'drawn' },
    extend: { businessDays: 5, reason: 'drawn' },
    withoutEvidence: { digest: frozen?.digest ?? '0'.repeat(64), reason: 'drawn' },
    passLimit: { digest: frozen?.digest ?? '0'.repeat(64), reason: 'drawn' },
  };
  const sent: object = Reflect.get(body, act.name) ?? { reason: 'drawn' };
  const read = await readActs[act.name](requestOf(sent));
  const { oid, name, email } = {
    operator: world.draws.pick('operator', cast.operators),
    owner: cast.owner,
    researcher: cast.researcher,
  }[requester];
  const caller = { oid, name, emails: [email] };
  const services = { ...app.ports, ...settings, secondOperator: true };
  await read(services, world.workflows, { key: { project, id }, by: oid, part: requester, caller });
}

/** A request whose body is that JSON, as the page of an operation sends it. */
function requestOf(sent: object): WebRequest {
  const body = new Response(JSON.stringify(sent)).body;
  return { method: 'POST', url: `${settings.publicBaseUrl}/api/ops`, headers: new Headers(), params: {}, body };
}
