const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID with each character mirrored in the alphabet, so that the ascending order of a table is newest first; twice, and it is as before. */
export function mirroredKey(ulid: string): string {
  return [...ulid].map((character) => alphabet.charAt(31 - alphabet.indexOf(character))).join('');
}
