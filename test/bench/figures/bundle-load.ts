/**
 * What it costs to load the bundle as the Functions worker does, over a Node that does nothing, in times of what that Node takes: processor
 * time without a compile cache, measured in turns. The app starts that way whenever it is scaled out. What only pages, activities or a timer
 * need is loaded with the first of its kind and is not in it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { middleOf } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { processOf } from '../slowness.ts';

const root = join(import.meta.dirname, '../../..');
const settings = z.object({ Values: z.record(z.string(), z.string()) });

/** The worker's part of the library, which a bundle finds by `require`. */
const worker = `
import { Module } from 'node:module';
class Disposable { dispose() {} }
const given = () => new Disposable();
const core = { version: '0', hostVersion: '4', Disposable, setProgrammingModel() {}, registerFunction: given, registerHook: given, log() {} };
Module.prototype.require = new Proxy(Module.prototype.require, {
  apply: (target, self, args) => (args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args)),
});
`;

/** Measures the bundle in `dist` with the sample's settings. */
export async function measure(): Promise<Measured> {
  const { Values } = settings.parse(JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8')));
  const load = `await import(${JSON.stringify(pathToFileURL(join(root, 'dist/main.mjs')).href)})`;
  const rounds = Array.from({ length: 15 }, () => ({
    nothing: processOf(worker, Values),
    loaded: processOf(`${worker}; ${load}`, Values),
  }));
  const nothing = middleOf(rounds.map((round) => round.nothing));
  const loaded = middleOf(rounds.map((round) => round.loaded));
  const lines = [
    `${Math.round(loaded)} ms of processor time, of which a Node that does nothing takes ${Math.round(nothing)}`,
  ];
  return { value: (loaded - nothing) / nothing, unit: 'times', lines };
}
