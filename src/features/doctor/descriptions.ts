import { data, page } from '../../api/description.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { doctorReport } from './doctor-schema.ts';

/** What the doctor answers. */
export const doctor = {
  doctor: data('GET', {
    group: 'system',
    access: 'Ops.Reader',
    path: 'ops/doctor',
    summary: 'What the deployment rests on, each as ok, a problem or not to be told from inside, with the mend.',
    answers: { 200: doctorReport },
  }),
  deskDoctor: page({
    group: 'desk',
    access: 'Ops.Reader',
    path: 'ops/desk/doctor',
    summary: 'What the deployment rests on, with problems and their mend first.',
    answers: { 200: html, 303: redirect },
  }),
};

/** Where its page is. */
export const doctorHref = `/api/${doctor.deskDoctor.path}`;
