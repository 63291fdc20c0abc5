import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { examples, reason } from './options.ts';

export function addSystem(program: CommandUnknownOpts, start: Start): void {
  addCompute(program, start);
  examples(
    program
      .command('doctor')
      .description('holds what the deployment rests on against what is found: problems, and how to mend them')
      .option('--all', 'what is in order, too')
      .action((typed) => start(async (tools) => (await import('../work/doctor.ts')).showDoctor(tools, typed))),
    'doctor',
    'doctor --all',
  );
  addRegister(program, start);
  examples(
    program
      .command('satre')
      .description('what this deployment holds about each statement of SATRE')
      .option('--markdown', 'with the evidence, to hand over')
      .action((typed) => start(async (tools) => (await import('../work/satre.ts')).showSatre(tools, typed))),
    'satre',
    'satre --markdown > satre.md',
  );
  examples(
    program
      .command('sweep')
      .description('looks now for what no event announced, instead of at the next tick')
      .action(() => start(async (tools) => (await import('../work/sweep.ts')).sweepNow(tools))),
    'sweep',
  );
}

function addRegister(program: CommandUnknownOpts, start: Start): void {
  const register = examples(
    program
      .command('register')
      .description('what the control plane knows of datasets and packages, built again from the audit')
      .helpCommand(false),
    'register plan --reason "The table was put back"',
  );
  examples(
    register
      .command('plan')
      .description('what would be written; changes nothing')
      .argument('[project]', 'without one: of all projects')
      .option('--operation <id>', 'only the row of this dataset or package')
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/register.ts')).showRebuild(tools, project, typed)),
      ),
    'register plan heart-study --reason "The table was put back"',
  );
  examples(
    register
      .command('rebuild')
      .description('writes what the plan says')
      .argument('<project>', 'id of the project')
      .option('--operation <id>', 'only the row of this dataset or package')
      .option('--digest <digest>', 'only the plan of this digest')
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/register.ts')).rebuildRegister(tools, project, typed)),
      ),
    'register rebuild heart-study --reason "The table was put back"',
  );
}

function addCompute(program: CommandUnknownOpts, start: Start): void {
  const compute = examples(
    program.command('compute').description('the computes of a project, held to its definition').helpCommand(false),
    'compute plan heart-study',
  );
  examples(
    compute
      .command('plan')
      .description('what differs from the definition, and what would be done')
      .argument('<project>', 'id of the project')
      .action((project) => start(async (tools) => (await import('../work/compute.ts')).showPlan(tools, project))),
    'compute plan heart-study',
  );
  examples(
    compute
      .command('hours')
      .description('how many hours the machines and instances ran, and how much of the budget is used')
      .argument('<project>', 'id of the project')
      .action((project) => start(async (tools) => (await import('../work/compute.ts')).showHours(tools, project))),
    'compute hours heart-study',
  );
  examples(
    compute
      .command('start')
      .description('starts a machine that is off, where its definition lets it run now')
      .argument('<project>', 'id of the project')
      .argument('<machine>', 'its name')
      .addOption(reason())
      .action((project, machine, typed) =>
        start(async (tools) =>
          (await import('../work/compute.ts')).startMachine(tools, project, machine, typed.reason),
        ),
      ),
    'compute start heart-study dsvm-1 --reason "Asked for by mail"',
  );
  examples(
    compute
      .command('apply')
      .description('does what the plan says')
      .argument('<project>', 'id of the project')
      .option('--digest <digest>', 'only the plan of this digest')
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/compute.ts')).applyPlan(tools, project, typed)),
      ),
    'compute apply heart-study --reason "It was read"',
    'compute apply heart-study --digest 9f86d081… --reason "It was read"',
  );
}
