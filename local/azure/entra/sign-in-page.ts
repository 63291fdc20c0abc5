import { html } from 'hono/html';
import type { Person } from '../directory.ts';

const style = `body{font:1rem system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}button{display:block;width:100%;
text-align:left;padding:.7rem;margin:.4rem 0;font:inherit;cursor:pointer}small{color:#555}.hint{outline:2px solid #06c}`;

/** The page on which a test person is chosen. `action` is the request's own path and query, so that the choice is checked again with it. */
export async function signInPage(
  persons: readonly Person[],
  action: string,
  loginHint: string | undefined,
): Promise<string> {
  const buttons = persons.map((person) => {
    const hinted = loginHint === person.email || loginHint === person.id;
    const roles = [...person.groups.map((group) => `${group.role} of ${group.project}`), ...person.appRoles];
    return html`<button name="person" value="${person.id}" class="${hinted ? 'hint' : ''}" ${hinted ? 'autofocus' : ''}>
        ${person.name} <small>${person.email} · ${roles.join(', ') || 'no role'}</small>
      </button>`;
  });
  return await page(
    'Sign in',
    html`<h1>Sign in</h1>
      <p>This is the laptop's stand-in for Microsoft Entra. Choose who you are.</p>
      <form method="post" action="${action}">${buttons}<button name="cancel" value="yes">Cancel</button></form>`,
  );
}

/** The page on which a person confirms with a second factor what a policy of an authentication context asks for. */
export async function confirmPage(person: Person, action: string, contexts: readonly string[]): Promise<string> {
  return await page(
    'Confirm your sign-in',
    html`<h1>Confirm your sign-in</h1>
      <p>A policy asks ${person.name} for a second factor (${contexts.join(', ')}).</p>
      <form method="post" action="${action}">
        <input type="hidden" name="person" value="${person.id}" />
        <button name="factor" value="second">Confirm on the telephone</button><button name="cancel" value="yes">Cancel</button>
      </form>`,
  );
}

/** The page for a request that may not even be sent back to the app. */
export async function refusedPage(message: string): Promise<string> {
  return await page(
    'Sign-in refused',
    html`<h1>Sign-in refused</h1>
      <p>${message}</p>`,
  );
}

async function page(title: string, content: ReturnType<typeof html>): Promise<string> {
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${content}
      </body>
    </html>`;
  return document.toString();
}
