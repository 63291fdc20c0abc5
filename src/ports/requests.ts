import type { KeptRequest } from '../domain/base/kept-request.ts';
import type { Stored } from './records.ts';

/** Requests that carried a key, so that a repeat changes nothing. */
export interface RequestStore {
  /** Writes the request, unless one stands under its id: `stands`. */
  begin(
    request: KeptRequest,
  ): Promise<
    | { readonly kind: 'begun'; readonly stored: Stored<KeptRequest> }
    | { readonly kind: 'stands'; readonly stored: Stored<KeptRequest> }
  >;
  /** Throws ConflictError when the row is no longer what was read. */
  update(stored: Stored<KeptRequest>): Promise<Stored<KeptRequest>>;
  /** Removes it, unless somebody else wrote it since. */
  forget(stored: Stored<KeptRequest>): Promise<void>;
  /** Those that were begun before the time. */
  before(time: Date): AsyncIterable<Stored<KeptRequest>>;
}
