import { z } from 'zod';
import { systemChain } from '../../domain/audit/audit-event.ts';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { projectIdPattern } from '../../domain/operation/blob-name.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import { objectId, project } from '../../domain/operation/list-query.ts';

/** The id of a project. */
export const projectId = project.meta({ description: 'Id of the project.', example: 'heart-study' });

/** A project whose audit is meant, or the system, whose chain belongs to none. */
export const chainId = z
  .string()
  .regex(new RegExp(`${projectIdPattern.source}|^${systemChain}$`), `must be the id of a project, or ${systemChain}`)
  .meta({ description: `Id of the project, or ${systemChain}.`, example: 'heart-study' });

/** What a hold keeps: a project, or all of them. */
export const heldId = z
  .string()
  .regex(new RegExp(`${projectIdPattern.source}|^${everyProject}$`), `must be the id of a project, or ${everyProject}`)
  .meta({ description: `Id of the project, or ${everyProject}.`, example: 'heart-study' });

/** The id of an operation, at whichever door. */
export const operationId = z
  .string()
  .regex(/^(ing|exp)_[0-9A-Za-z]{1,26}$/, 'must be the id of a dataset (ing_…) or a package (exp_…)')
  .meta({ description: 'Id of the dataset or package.', example: 'exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D' });

/** The end of a receipt's name, behind the id of its operation. */
export const receiptName = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/, 'must be the name of a receipt, such as release')
  .meta({ description: 'Name of the receipt.', example: 'release' });

/** The object id of a person, in whatever case. */
export const personId = objectId.meta({
  description: 'Entra object id of the person.',
  example: '5a11f0a7-0000-4000-8000-0000000000d4',
});

/** The id of a change that waits. */
export const changeId = z
  .string()
  .regex(/^chg_[0-9A-Za-z-]{1,60}$/, 'must be the id of a change (chg_…)')
  .meta({ description: 'Id of the pending change.' });

/** SHA-256 in hex: of a definition, a manifest, a plan. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits');

/** An ISO week. */
export const isoWeek = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'must be an ISO week such as 2026-W01');

/** Why something is asked for, as it stands in the audit. */
export const reason = z.string().trim().min(1).max(longestActReason).meta({ description: 'Why, for the audit.' });

/** The reason alone, where the header `x-sallyport-reason` may bring it as well. */
export const reasonBody = z.object({ reason: z.string().trim().max(longestActReason).default('') }).optional();

/** A time, ISO 8601. */
export const time = z.string().meta({ description: 'ISO 8601 in UTC.', example: '2026-03-01T10:00:00.000Z' });

/** Where a list or a long answer goes on: whatever the one before gave. */
export const continuation = z.string().min(1).meta({ description: 'Goes on where the answer that gave it ended.' });
