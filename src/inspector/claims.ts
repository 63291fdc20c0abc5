import type { ClaimedOutput } from '../domain/inspection/claim.ts';
import type { Reading } from '../ports/reading.ts';
import { nameOf } from './across.ts';
import type { FileInPackage, PackageView } from './package-view.ts';

/** So many reports of one package are shown. */
const mostReports = 5;

/** What the reports of checkers in a package say of a file that may leave: the researcher's words. */
export async function claimsAbout(
  { key, files }: Pick<PackageView, 'key' | 'files'>,
  { entry }: FileInPackage,
  reading: Pick<Reading, 'detail'>,
): Promise<readonly ClaimedOutput[]> {
  if (entry.role !== undefined) return [];
  const reports = files.filter(({ evidence }) => evidence?.findings.some(({ rule }) => rule === 'acro-results'));
  const details = await Promise.all(reports.slice(0, mostReports).map(({ number }) => reading.detail(key, number)));
  return details
    .flatMap(({ claim }) => claim ?? [])
    .filter((output) => output.files.some(({ name }) => name === nameOf(entry.path)));
}
