import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { examples, reason } from './options.ts';

const aProject = ['<project>', 'id of the project'] as const;

export function addProjects(program: CommandUnknownOpts, start: Start): void {
  const projects = examples(
    program
      .command('projects')
      .description('project definitions: look at them, change them, close a project')
      .helpCommand(false),
    'projects list',
    'projects get heart-study --file heart-study.json',
    'projects put heart-study --file heart-study.json --reason "A new approver"',
  );
  addReading(projects, start);
  addComparing(projects, start);
  addWriting(projects, start);
  addChanges(projects, start);
}

function addReading(projects: CommandUnknownOpts, start: Start): void {
  examples(
    projects
      .command('list')
      .description('all projects')
      .action(() => start(async (tools) => (await import('../work/projects.ts')).listProjects(tools))),
    'projects list',
  );
  examples(
    projects
      .command('get')
      .description('the definition that is in force')
      .argument(...aProject)
      .option('--file <file>', 'writes it there, as put takes it')
      .action((project, typed) =>
        start(async (tools) => (await import('../work/definition.ts')).getDefinition(tools, project, typed.file)),
      ),
    'projects get heart-study',
    'projects get heart-study --file heart-study.json',
  );
  examples(
    projects
      .command('versions')
      .description('every definition that was ever accepted, newest first')
      .argument(...aProject)
      .action((project) => start(async (tools) => (await import('../work/projects.ts')).listVersions(tools, project))),
    'projects versions heart-study',
  );
}

function addComparing(projects: CommandUnknownOpts, start: Start): void {
  examples(
    projects
      .command('check')
      .description('what putting a definition would do; changes nothing')
      .argument(...aProject)
      .requiredOption('--file <file>', 'this one; - is what is piped in')
      .action((project, typed) =>
        start(async (tools) => (await import('../work/definition.ts')).checkDefinition(tools, project, typed.file)),
      ),
    'projects check heart-study --file heart-study.json',
  );
  examples(
    projects
      .command('diff')
      .description('what changed from one version to another, in sentences')
      .argument(...aProject)
      .option('--from <hash>', 'the earlier version')
      .option('--to <hash>', 'the later one; without either, what waits or was last changed')
      .action((project, typed) =>
        start(async (tools) => (await import('../work/definition.ts')).showDiff(tools, project, typed)),
      ),
    'projects diff heart-study',
  );
}

function addWriting(projects: CommandUnknownOpts, start: Start): void {
  examples(
    projects
      .command('put')
      .description('puts a definition in force; refused when somebody else changed it since')
      .argument(...aProject)
      .addOption(new Option('--file <file>', 'this one; - is what is piped in').conflicts('version'))
      .option('--version <hash>', 'an earlier version of it, again')
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/definition.ts')).putDefinition(tools, project, typed)),
      ),
    'projects put heart-study --file heart-study.json --reason "A new approver"',
    'projects put heart-study --version 3b4c… --reason "As it was before"',
  );
  examples(
    projects
      .command('close')
      .description('closes a project for good, once a second operator has confirmed it')
      .argument(...aProject)
      .addOption(
        new Option('--releases <choice>', 'whether what was released stays outside')
          .choices(['keep', 'revoke'])
          .makeOptionMandatory(),
      )
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/definition.ts')).closeProject(tools, project, typed)),
      ),
    'projects close heart-study --releases keep --reason "The study is over"',
  );
  examples(
    projects
      .command('go-back')
      .description('undoes what your change stopped or ended, once and within a day')
      .argument(...aProject)
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/definition.ts')).goBack(tools, project, typed.reason)),
      ),
    'projects go-back heart-study --reason "The last day was mistyped"',
  );
  examples(
    projects
      .command('certificate')
      .description('shows what of a closed project was destroyed, when, and what is kept')
      .argument(...aProject)
      .option('--file <file>', 'where the signed receipt goes')
      .action((project, { file }) =>
        start(async (tools) => (await import('../work/projects.ts')).showCertificate(tools, project, file)),
      ),
    'projects certificate heart-study',
    'projects certificate heart-study --file heart-study.jws',
  );
}

function addChanges(projects: CommandUnknownOpts, start: Start): void {
  const changes = examples(
    projects
      .command('changes')
      .description('the change of a definition that waits for a second operator')
      .helpCommand(false),
    'projects changes heart-study',
    'projects changes confirm heart-study chg_… --reason "Agreed by phone"',
  );
  examples(
    changes
      .command('show', { isDefault: true })
      .description('what changes does without a further word')
      .argument(...aProject)
      .action((project) => start(async (tools) => (await import('../work/projects.ts')).showPending(tools, project))),
    'projects changes show heart-study',
  );
  const decided = [
    ['confirm', 'puts the change of a colleague in force', 'confirmChange'],
    ['take-back', 'takes it back', 'takeBackChange'],
  ] as const;
  for (const [name, description, work] of decided) {
    examples(
      changes
        .command(name)
        .description(description)
        .argument(...aProject)
        .argument('<id>', 'of the change')
        .addOption(reason())
        .action((project, id, typed) =>
          start(async (tools) => (await import('../work/projects.ts'))[work](tools, project, id, typed.reason)),
        ),
      `projects changes ${name} heart-study chg_… --reason "Agreed by phone"`,
    );
  }
}
