import { z } from 'zod';
import { incidentChain, systemChain } from '../../domain/audit/audit-event.ts';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { projectIdPattern } from '../../domain/operation/blob-name.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import { objectId, project } from '../../domain/operation/list-query.ts';

export const projectId = project.meta({ description: 'Id of the project.', example: 'heart-study' });

/** A project whose audit is meant, or the system, whose chain belongs to none. */
export const chainId = z
  .string()
  .regex(
    new RegExp(`${projectIdPattern.source}|^${systemChain}$|^${incidentChain}$`),
    `must be the id of a project, or ${systemChain}`,
  )
  .meta({ description: `Id of the project, or ${systemChain}.`, example: 'heart-study' });

export const heldId = z
  .string()
  .regex(new RegExp(`${projectIdPattern.source}|^${everyProject}$`), `must be the id of a project, or ${everyProject}`)
  .meta({ description: `Id of the project, or ${everyProject}.`, example: 'heart-study' });

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

export const changeId = z
  .string()
  .regex(/^chg_[0-9A-Za-z-]{1,60}$/, 'must be the id of a change (chg_…)')
  .meta({ description: 'Id of the pending change.', example: 'chg_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D' });

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits');

export const isoWeek = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'must be an ISO week such as 2026-W01');

export const reason = z.string().trim().min(1).max(longestActReason).meta({ description: 'Why, for the audit.' });

/** The reason alone, where the header `x-sallyport-reason` may bring it as well. */
export const reasonBody = z.object({ reason: z.string().trim().max(longestActReason).default('') }).optional();

export const continuation = z.string().min(1).meta({ description: 'Goes on where the answer that gave it ended.' });
