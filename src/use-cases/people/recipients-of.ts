import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import { keysOfRecipient } from '../../domain/people/recipients.ts';
import type { Project } from '../../domain/project/project.ts';
import { type Recipient, recipientSchema, recipientsSchema } from '../../domain/project/recipients.ts';
import type { ProjectStore } from '../../ports/records.ts';

type VersionPorts = { readonly projects: Pick<ProjectStore, 'versionOnce'> };

/** SHA-256 of the terms of a project, as recipients accept them. */
export function termsDigest({ release }: Pick<Project, 'release'>): string {
  return createHash('sha256')
    .update(release?.terms ?? '')
    .digest('hex');
}

/** What a version says of recipients, whatever the rules of today say of the rest. */
const versionPart = z.object({
  people: z.object({ recipients: z.array(recipientSchema).default([]) }),
  release: recipientsSchema.optional(),
});

async function versionOf({ projects }: VersionPorts, project: string, hash: string) {
  return versionPart.safeParse(jsonOf((await projects.versionOnce(project, hash)) ?? '')).data;
}

/** Who a recipient is: by the definition in force, or by the one that named them when they were asked. */
export async function recipientNamed(
  ports: VersionPorts,
  project: Pick<Project, 'id' | 'people'>,
  { who, named }: { readonly who: string; readonly named: string },
): Promise<Recipient | undefined> {
  const isThey = (one: Recipient) => keysOfRecipient(one).includes(who);
  const now = project.people.recipients?.find(isThey);
  return now ?? (await versionOf(ports, project.id, named))?.people.recipients.find(isThey);
}

/** The terms of a release, as its definition had them. */
export async function termsOf(ports: VersionPorts, project: string, definition: string): Promise<string> {
  return (await versionOf(ports, project, definition))?.release?.terms ?? '';
}
