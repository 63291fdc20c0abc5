import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';
import { projectId } from './definition.ts';
import { scanned } from './scanner.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The container that people put files into at a door. */
function doorContainer(world: World, door: Door) {
  const { account, container } = doorFacts(door);
  return world.deployment.storage.container(account, container);
}

/** Somebody puts one file there. The scanner looks at it, and Event Grid tells of it in its own time. */
export async function put(
  world: World,
  door: Door,
  path: string,
  text: string,
  metadata: Record<string, string> = {},
): Promise<void> {
  const bytes = Buffer.from(text);
  const { etag = '' } = await doorContainer(world, door)
    .getBlockBlobClient(path)
    .upload(bytes, bytes.length, { metadata });
  world.puts.push({ door, path, text, at: world.time.now() });
  world.writes += 1;
  world.background(announced(world, door, path));
  world.background(scanned(world, door, path, etag.replaceAll('"', '')));
}

/** Event Grid delivers at least once, and by and by gives up; the sweep is for what is lost. */
async function announced(world: World, door: Door, path: string): Promise<void> {
  const { draws, weather } = world;
  const key = `event ${door}/${path}`;
  if (weather.has('event-lost') && draws.happens(`${key} lost`, 0.3)) return;
  const times = weather.has('event-doubled') && draws.happens(`${key} doubled`, 0.3) ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    const isLate = weather.has('event-late') && draws.happens(`${key} late`, 0.3);
    await world.time.sleep(draws.between(key, 50, isLate ? 60 * MINUTE : 2 * SECOND));
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const taken = await world
        .once(key, (app) => announceUpload(app.ports, world.workflows, { door, path }))
        .catch((error: unknown) => world.told(`the event of ${path}`, error));
      if (taken !== 'failed' && taken !== 'died') break;
      await world.time.sleep(attempt * 10 * SECOND);
    }
  }
}

/** One upload of a name: some files, each in its time, and perhaps the marker. */
export async function upload(world: World, door: Door, name: string): Promise<void> {
  const { draws, time } = world;
  const key = `upload ${door}/${name}`;
  const ending = draws.happens(`${key} refused`, 0.08) ? '.exe' : '.csv';
  const folder = `${projectId}/${name}`;
  const [main, second, deep] = door === 'ingress' ? ['a', 'b', 'deep/c'] : ['quartz', 'jade', 'onyx/opal'];
  const files = draws.between(`${key} files`, 1, 3);
  // From its beginning, so that it opens no operation.
  const isBroken = draws.happens(`${key} broken`, 0.05);
  const wrong = door === 'ingress' ? 'tool.exe' : 'ruby.exe';
  if (isBroken) await put(world, door, `${folder}/${wrong}`, `${key} tool\n`);
  for (let file = 1; file <= files; file += 1) {
    const path = file === 3 ? `${folder}/${deep}${ending}` : `${folder}/${file === 1 ? main : second}.csv`;
    await put(world, door, path, `${key} ${file} ${draws.between(`${key} text`, 0, 1e9)}\n`);
    if (file === 1 && door === 'export') await putContext(world, key, folder);
    await time.sleep(draws.between(`${key} pace`, 0, 20 * SECOND));
  }
  if (isBroken && draws.happens(`${key} put right`, 0.5)) {
    await time.sleep(draws.between(`${key} mending`, SECOND, 30 * MINUTE));
    await remove(world, door, folder, wrong);
  }
  if (draws.happens(`${key} marked`, 0.6)) await put(world, door, `${folder}/_COMPLETE`, '', { purpose: 'lapis' });
  if (draws.happens(`${key} changed`, 0.25)) {
    await time.sleep(draws.pick(`${key} when`, [SECOND, 30 * SECOND, 5 * MINUTE, 60 * MINUTE]));
    await put(world, door, `${folder}/${main}.csv`, `${key} again ${draws.between(`${key} text`, 0, 1e9)}\n`);
  }
  if (draws.happens(`${key} removed`, 0.08)) {
    await time.sleep(draws.between(`${key} removal`, SECOND, 10 * MINUTE));
    await remove(world, door, folder);
  }
}

/** Files that may never be outside, of a package whose project takes them, and now and then of another. */
async function putContext(world: World, key: string, folder: string): Promise<void> {
  const { draws, god } = world;
  const project = await god.projects.get(projectId);
  if (!draws.happens(`${key} context`, project?.value.egress.context === true ? 0.7 : 0.01)) return;
  for (const name of ['beryl', 'topaz/garnet'].slice(0, draws.between(`${key} contexts`, 1, 2))) {
    const text = `${key} ${name} ${draws.between(`${key} context text`, 0, 1e9)}\n`;
    await put(world, 'export', `${folder}/_context/${name}.csv`, text);
  }
}

/** Whoever sent the files, or a single one, deletes them again. */
export async function remove(world: World, door: Door, folder: string, only = ''): Promise<void> {
  const container = doorContainer(world, door);
  const names: string[] = [];
  for await (const { name } of container.listBlobsFlat({ prefix: folder }))
    if (name.startsWith(`${folder}/${only}`) || (name === folder && only === '')) names.push(name);
  if (names.length === 0) return;
  for (const name of names) {
    world.removals.add(`${door}/${name}`);
    // A copy may have deleted it meanwhile.
    await container
      .getBlobClient(name)
      .delete()
      .catch(() => undefined);
  }
  world.writes += 1;
}
