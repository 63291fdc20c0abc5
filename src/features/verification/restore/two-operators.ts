import { judgeWish, type TwoServices, type TwoVerdict, type WishOfTwo } from '../../../functions/base/wish-of-two.ts';
import { restoreWaits } from '../../../pages/notification/project/restore-waits.ts';

export type { TwoServices, TwoVerdict } from '../../../functions/base/wish-of-two.ts';

interface WishedRestore extends Pick<WishOfTwo, 'caller' | 'stands' | 'first'> {
  readonly what: 'heads' | 'doors' | 'copy';
  readonly reason: string;
}

/** Judges what an operator wants to be put back. Who asked first stands in no table and no chain, since these may be what is lost. */
export async function judgeRestore(
  services: TwoServices,
  { what, reason, ...wish }: WishedRestore,
): Promise<TwoVerdict> {
  const letter = () => restoreWaits(what, { by: wish.caller, reason }, services);
  return await judgeWish(services, { act: 'restore', purpose: 'restore-first', letter, ...wish });
}
