import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ops } from '../people/operator.ts';
import type { ControlClient } from '../stack/control-client.ts';

/** The definition of the sample project. */
export function sampleDefinition(): { readonly id: string } & Record<string, unknown> {
  const text = readFileSync(new URL('heart-study.json', import.meta.url), 'utf8');
  return z.looseObject({ id: z.string() }).parse(JSON.parse(text));
}

const waitingChange = z.object({ pending: z.object({ id: z.string() }) });

/** Puts the sample project, unless it is there already (an operator may have changed it). Gives its id. */
export async function putSampleProject(ops: Ops): Promise<string> {
  return await putNewProject(ops, sampleDefinition());
}

/** Puts a project that is not there yet. Nobody puts a first definition alone, so a second operator confirms it. */
export async function putNewProject(
  ops: Ops,
  definition: { readonly id: string } & Record<string, unknown>,
): Promise<string> {
  const path = `ops/projects/${definition.id}`;
  const headers = { 'if-none-match': '*', 'x-sallyport-reason': 'the sample' };
  const answer = await ops.call('PUT', path, definition, headers);
  if (answer.status === 202) {
    const { id } = waitingChange.parse(answer.body).pending;
    await ops.as('second-operator').ask('POST', `${path}/changes/${id}/confirm`, { reason: 'looked at it' });
  } else if (answer.status !== 201 && answer.status !== 412) {
    throw new Error(`The project ${definition.id} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return definition.id;
}

/** One machine of the sample project as if somebody had changed it by hand: too small and switched off. The other one is missing. */
export async function seedSampleMachines(control: ControlClient): Promise<void> {
  await control.call('POST', 'machines', {
    name: 'dsvm-rana',
    size: 'Standard_D2s_v5',
    power: 'deallocated',
    image: 'ubuntu-24-04',
    tags: { 'sallyport-project': sampleDefinition().id },
  });
}
