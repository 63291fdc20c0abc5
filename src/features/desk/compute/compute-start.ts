import { html } from 'hono/html';
import type { ShownCompute } from '../../../compute/domain/shown.ts';
import type { DeskForm, RefusedForm } from '../../../pages/desk/desk-form.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';

/** Name of the form that starts a machine. */
export const startForm = 'start';

/** The form that starts a machine of the definition that is off; none where all run. Whether one may run now is decided when it is sent. */
export function startForms(
  { project, active, computes }: StartShown,
  refused: RefusedForm | undefined,
): readonly DeskForm[] {
  const off = computes.filter(
    ({ kind, defined, state }) => kind === 'machine' && defined && ['stopped', 'deallocated'].includes(state ?? ''),
  );
  if (!active || off.length === 0) return [];
  const chosen = refused?.name === startForm ? refused.fields['machine'] : undefined;
  return [
    {
      name: startForm,
      action: `${deskPaths.compute}/${project}/start`,
      title: 'Start a machine that is off',
      what: 'It is started where its definition lets it run now and hours of the month are left. One that was idle has its whole idle time again. Researchers can do the same at /api/mine.',
      button: 'Start it',
      fields: html`<label class="field" for="machine">Machine</label>
<select id="machine" name="machine" required><option value="">Choose</option>${off.map(
        ({ name }) => html`<option value="${name}"${name === chosen ? html` selected` : ''}>${name}</option>`,
      )}</select>`,
      reason: 'needed',
    },
  ];
}

interface StartShown {
  readonly project: string;
  readonly active: boolean;
  readonly computes: readonly ShownCompute[];
}
