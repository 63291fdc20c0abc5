/** What a page shows of a package in a round: the package itself, or a file of it and where in that. */
export interface Shows {
  readonly file?: number | undefined;
  readonly round: number;
  readonly part?: number;
  readonly from?: number;
}

/** The address of such a page. What is 1 unless it is said otherwise does not stand in it. */
export function addressOf(exportId: string, { file, ...asked }: Shows): string {
  const said = Object.entries(asked).filter(([, number]) => number !== 1);
  const query = said.map(([name, number]) => `${name}=${number}`).join('&');
  return `/api/read/${exportId}${file === undefined ? '' : `/${file}`}${query === '' ? '' : `?${query}`}`;
}

export function actAddress(exportId: string, file: number, round: number, act: 'seen' | 'download'): string {
  return addressOf(exportId, { file, round }).replace(/(?=\?|$)/, `/${act}`);
}
