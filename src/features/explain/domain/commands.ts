import { accountName } from '../../../domain/people/account-name.ts';
import type { NextStep, StepRequest } from './explanation.ts';

export function ourStep(
  words: readonly string[],
  reason: string | undefined,
  request: Omit<StepRequest, 'path' | 'body'> & { readonly path: string; readonly body?: StepRequest['body'] },
  rest: Pick<NextStep, 'who' | 'what' | 'why'> & Partial<Pick<NextStep, 'act'>>,
): NextStep {
  const { method, path, body = null } = request;
  const given = reason === undefined ? [] : ['--reason', reason];
  const full = reason === undefined || method === 'GET' ? body : { ...body, reason };
  return {
    who: rest.who,
    what: rest.what,
    why: rest.why,
    act: rest.act ?? null,
    command: ['sallyport', ...words, ...given],
    request: { method, path: `/api/${path}`, body: full },
  };
}

export function azureStep(command: readonly string[], rest: Pick<NextStep, 'who' | 'what' | 'why'>): NextStep {
  return { ...rest, act: null, command: ['az', ...command], request: null };
}

/** A step for which there is no command, since a person must see, choose or write something. */
export function byHand(rest: Pick<NextStep, 'who' | 'what' | 'why'>, command: readonly string[] = []): NextStep {
  return { ...rest, act: null, command, request: null };
}

/** The command about one blob of an account, as whoever is signed in. */
export function blobCommand(
  words: readonly string[],
  { address, container, name }: { readonly address: string; readonly container: string; readonly name: string },
  nameOption: '--name' | '--blob-name' = '--name',
): readonly string[] {
  const place = ['--account-name', accountName(address), '--container-name', container, nameOption, name];
  return ['storage', 'blob', ...words, ...place, '--auth-mode', 'login'];
}
