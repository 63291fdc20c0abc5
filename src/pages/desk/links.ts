import { type Door, doorFacts, parseOperationId, shortNumber } from '../../domain/base/door.ts';
import { deskPaths } from './desk-page.ts';

export function operationHref(door: Door, { project, id }: { readonly project: string; readonly id: string }): string {
  return `/api/ops/desk/${doorFacts(door).list}/${encodeURIComponent(project)}/${encodeURIComponent(id)}`;
}

/** The page of an operation for whoever takes part in its project. */
export function mineHref(door: Door, { project, id }: { readonly project: string; readonly id: string }): string {
  return `/api/mine/${doorFacts(door).list}/${encodeURIComponent(project)}/${encodeURIComponent(id)}`;
}

export function projectHref(project: string): string {
  return `${deskPaths.projects}/${encodeURIComponent(project)}`;
}

/** An operation as people call it by its id: `package 8Q4T6V`. Undefined for a text that is no such id. */
export function operationCalled(id: string): { readonly door: Door; readonly text: string } | undefined {
  const door = parseOperationId(id)?.door;
  return door === undefined ? undefined : { door, text: `${doorFacts(door).noun} ${shortNumber(id)}` };
}
