import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';

export async function listKnownPeople(tools: Tools): Promise<ExitCode> {
  const { body } = await tools.api.ask('knownPeople', {});
  const rows = body.items.map(({ oid, name, email, seenOn, clearedAt }) => {
    return [name ?? `cleared ${clearedAt ?? ''}`, email ?? '', seenOn, oid];
  });
  tools.show(body, () =>
    rows.length === 0 ? ['Nobody was seen yet.'] : columns(['NAME', 'E-MAIL', 'SEEN', 'OBJECT ID'], rows),
  );
  return exitCodes.done;
}

interface TypedCorrection {
  readonly name: string;
  readonly email: string;
  readonly reason: string;
}

export async function correct(tools: Tools, oid: string, typed: TypedCorrection): Promise<ExitCode> {
  const { name, email, reason } = typed;
  const asked = { oid, name, email, reason };
  const { body } = await tools.api.ask('correctPerson', asked);
  tools.show(body, () => [`${oid} is called ${name} from now on.`]);
  return exitCodes.done;
}

export async function clear(tools: Tools, oid: string, reason: string): Promise<ExitCode> {
  const dangers = [
    'Name, address and last sign-in will be gone. Nobody can bring them back but the person, by signing in.',
  ];
  await tools.agree(dangers);
  const asked = { oid, reason };
  const { body } = await tools.api.ask('clearPerson', asked);
  tools.show(body, () => [`${oid} was cleared; pages say so in the place of the name.`]);
  return exitCodes.done;
}
