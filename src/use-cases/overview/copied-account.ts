import { messageOf } from '../../domain/base/errors.ts';
import type { Ports } from '../../ports/ports.ts';

const opened = 'open/';
/** Under this name the control account itself remembers that the copy knows it; it is lost with the account. */
const place = 'open';

export type AccountPorts = Pick<Ports, 'marks' | 'secondCopy' | 'sweepPlaces'>;

/**
 * Why no door is open: the second copy has no mark of this control account, so another one was lost before it. Undefined where it has one,
 * where there is no second copy, and where that is empty, since both begin then.
 */
export async function whyNotOpen(ports: AccountPorts): Promise<string | undefined> {
  const { secondCopy, marks, sweepPlaces } = ports;
  if (secondCopy === undefined) return undefined;
  const life = await marks.life();
  if (life !== undefined && (await sweepPlaces.read()).get(place) === life) return undefined;
  try {
    if (life !== undefined && (await secondCopy.has(opened + life))) await sweepPlaces.keep(place, life);
    else if (await secondCopy.has('')) return 'the second copy is one of another control account than this';
    else if (life !== undefined) await openDoors(ports);
    return undefined;
  } catch (error) {
    return `the second copy does not tell whether it is one of this control account: ${messageOf(error)}`;
  }
}

/** Whether the copy is one of this account, as far as the account itself remembers. */
export async function isCopied({ marks, sweepPlaces }: Omit<AccountPorts, 'secondCopy'>): Promise<boolean> {
  const life = await marks.life();
  return life !== undefined && (await sweepPlaces.read()).get(place) === life;
}

/** Whether this control account remembers the copy and has lost what that knows it by, the mark of its manifests: then it is no other one. */
export async function hasLostMark({ marks, sweepPlaces }: Omit<AccountPorts, 'secondCopy'>): Promise<boolean> {
  return (await marks.life()) === undefined && (await sweepPlaces.read()).has(place);
}

/** Marks in the second copy that this control account is whole: after a restore, once everything was verified. The marks of the stores have to stand. */
export async function openDoors({ secondCopy, marks, sweepPlaces }: AccountPorts): Promise<void> {
  const life = await marks.life();
  if (secondCopy === undefined || life === undefined) return;
  await secondCopy.put(opened + life, '');
  await sweepPlaces.keep(place, life);
}
