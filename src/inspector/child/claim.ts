import { z } from 'zod';
import { type Claim, claim, claimedOutput } from '../../domain/inspection/claim.ts';
import type { ClaimedThresholds } from './exchange.ts';

/** A longer report is not read, and neither is one that would make a longer answer. */
const most = { bytes: 1024 * 1024, answered: 400_000 } as const;

const { name } = claimedOutput.shape.files.element.shape;
const position = z.tuple([z.int().min(0), z.int().min(0)]);
const check = z.string().max(100);

/** Of regressions and files of one's own ACRO tells no cells. */
const sdc = z.strictObject({
  summary: z.record(check, z.union([z.boolean(), z.number()])).optional(),
  cells: z.record(check, z.array(position)).optional(),
});

/** What ACRO writes as `results.json`, from its versions without `fair` on. */
const report = z.strictObject({
  version: z.string().max(40),
  results: z.record(
    z.string().max(200),
    z.strictObject({
      uid: z.string().max(200),
      status: claimedOutput.shape.status,
      type: z.string().max(200),
      properties: z.unknown(),
      files: z.array(z.strictObject({ name, sdc })),
      outcome: z.unknown(),
      command: z.string(),
      summary: z.string(),
      timestamp: z.string().max(40),
      comments: claimedOutput.shape.comments,
      exception: claimedOutput.shape.exception,
      fair: z.unknown().optional(),
    }),
  ),
});

/** The claim in a report of ACRO; `unread` where it has not exactly that form. */
export function claimIn(bytes: Uint8Array): Claim | 'unread' {
  if (bytes.length > most.bytes) return 'unread';
  const said = report.safeParse(parsed(bytes));
  if (!said.success) return 'unread';
  const outputs = Object.values(said.data.results).map(({ status, files, comments, exception }) => ({
    ...{ status, comments, exception },
    isSuppressed: files.some((file) => file.sdc.summary?.['suppressed'] === true),
    files: files.map((file) => ({ name: file.name, ...sizeOf(Object.values(file.sdc.cells ?? {}).flat()) })),
  }));
  const checked = claim.safeParse(outputs);
  return checked.success && Buffer.byteLength(JSON.stringify(outputs)) <= most.answered ? checked.data : 'unread';
}

/** A table that has all of these cells has at least so many rows and columns. */
function sizeOf(cells: readonly (readonly [row: number, column: number])[]) {
  return cells.reduce(
    (size, [row, column]) => ({ rows: Math.max(size.rows, row + 1), columns: Math.max(size.columns, column + 1) }),
    { rows: 0, columns: 0 },
  );
}

/** What ACRO writes as `config.json` beside its report, as far as a project has thresholds of the same. */
const config = z.looseObject({
  safe_threshold: z.number().min(0),
  safe_dof_threshold: z.number().min(0),
  survival_safe_threshold: z.number().min(0).optional(),
});

/** The thresholds by which a report of ACRO was made. */
export function claimedThresholdsIn(bytes: Uint8Array): ClaimedThresholds | undefined {
  const said = config.safeParse(parsed(bytes));
  if (!said.success) return undefined;
  const {
    safe_threshold: count,
    safe_dof_threshold: minResidualDof,
    survival_safe_threshold: survival = count,
  } = said.data;
  return { minCount: Math.min(count, survival), minResidualDof };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** A text of nothing but a SHA-256 has at most so many bytes. */
export const mostOfSum = 66;

/** The SHA-256 that a file of checksums of ACRO holds. */
export function sumIn(bytes: Uint8Array): string | undefined {
  return /^([0-9a-f]{64})\r?\n?$/.exec(Buffer.from(bytes).toString('latin1'))?.[1];
}
