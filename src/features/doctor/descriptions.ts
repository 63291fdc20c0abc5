import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import { doctorReport } from './domain/report-schema.ts';

export const deskDoctorQuery = z.strictObject({
  begun: time.meta({ description: 'Shows what has come of the look that began then.' }).exactOptional(),
});

export const doctor = {
  doctor: data('GET', 'ops/doctor', {
    group: 'system',
    summary: 'What the deployment rests on, each as ok, a problem or not to be told from inside, with the mend.',
    answers: { 200: doctorReport },
  }),
  deskDoctor: page('ops/desk/doctor', {
    group: 'desk',
    access: 'Ops.Reader',
    summary: 'What the deployment rests on, with problems and their mend first.',
    query: deskDoctorQuery,
  }),
};

export const doctorHref = `/api/${doctor.deskDoctor.path}`;
