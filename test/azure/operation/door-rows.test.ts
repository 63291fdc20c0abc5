import { describe, expect, test } from 'vitest';
import { openKey } from '../../../src/azure/operation/open-rows.ts';
import { tableRegister } from '../../../src/azure/operation/register.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { anOperation } from '../../contract/samples.ts';
import { memoryTable } from '../../memory/table.ts';
import { TableService } from '../../memory/table-service.ts';

class Door {
  readonly #service = new TableService({ now: () => new Date('2026-11-24T10:00:00Z') });
  readonly register = tableRegister(memoryTable(this.#service));

  async open(operation: Operation) {
    const counted = await this.register.rememberedDoor(operation.door, operation.project);
    return await this.register.open(operation, [], counted);
  }

  async move({ project, id }: Operation, state: string): Promise<void> {
    const stored = await this.register.get({ project, id });
    if (stored === undefined) throw new Error(`${id} is not there`);
    const value = { ...stored.value, state, revision: stored.value.revision + 1 };
    await this.register.move({ ...stored, value }, []);
  }

  loseName({ door, name }: Operation): void {
    expect(this.#service.lose((_, rowKey) => rowKey === openKey(door, name))).toBe(1);
  }
}

describe('a name whose row is lost', () => {
  test.each([0, 1, 31])('stays its operation’s, though %i others were opened since', async (others) => {
    const door = new Door();
    const [first, second] = [anOperation({ name: 'Cohort' }), anOperation({ name: 'cohort' })];
    await door.open(first);
    for (let one = 0; one < others; one += 1) await door.open(anOperation({ name: `other-${one}` }));
    door.loseName(first);
    expect(await door.open(second)).toEqual({ opened: false, id: first.id, name: 'Cohort' });
  });

  test('is free for the next when it had ended', async () => {
    const door = new Door();
    const [first, second, third] = [anOperation({ state: 'deleting', version: 1 }), anOperation(), anOperation()];
    await door.open(first);
    await door.move(first, 'available');
    expect(await door.open({ ...second, name: first.name })).toEqual({ opened: true });
    door.loseName(first);
    expect(await door.open({ ...third, name: first.name })).toMatchObject({ opened: false, id: second.id });
  });

  test('is free for the next beside one that is worked on without it', async () => {
    const door = new Door();
    const [first, second] = [anOperation({ state: 'deleting', version: 1 }), anOperation()];
    await door.open(first);
    await door.move(first, 'available');
    await door.move(first, 'retracting');
    expect(await door.open({ ...second, name: first.name })).toEqual({ opened: true });
  });

  test('costs a door a few kilobytes, however many were opened there', async () => {
    const door = new Door();
    for (let one = 0; one < 100; one += 1) await door.open(anOperation({ name: `name-${one}` }));
    const { value } = await door.register.rememberedDoor('ingress', anOperation().project);
    expect(JSON.stringify(value.opened).length).toBeLessThan(6_000);
  });
});
