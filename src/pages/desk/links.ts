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

/** The page of the desk that a form says it stands on; the first one for anything else. */
export function deskAddress(text: string): URL {
  const home = new URL('https://desk.invalid/api/ops');
  const url = URL.canParse(text, home.href) ? new URL(text, home) : home;
  const isOfDesk = url.origin === home.origin && `${url.pathname}/`.startsWith(`${home.pathname}/`);
  return isOfDesk ? url : home;
}

export function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}
