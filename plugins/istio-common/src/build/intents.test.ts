import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden, goldenCases } from '@meshwright/test-kit';
import { parse, parseAllDocuments } from 'yaml';
import { INTENTS } from './intents';
import { manifestRef } from './manifest';
import { renderManifests } from './renderManifests';
import { stringifyObjectRef } from '../model/identity';

const CASES = INTENTS.flatMap(kind =>
  goldenCases(join(__dirname, kind.name, '__fixtures__')).map(one => ({
    ...one,
    kind,
  })),
);

function builtOf({ kind, input }: (typeof CASES)[number]) {
  const result = kind.build(parse(input));
  if ('built' in result) return result.built;
  throw new Error(result.problems.map(one => Object.values(one)).join('; '));
}

describe('every intent', () => {
  it('has a name of its own, a description and golden cases', () => {
    expect(new Set(INTENTS.map(({ name }) => name)).size).toBe(INTENTS.length);
    for (const { name, schema } of INTENTS) {
      expect(schema.description ?? name).not.toBe(name);
      expect(existsSync(join(__dirname, name, '__fixtures__'))).toBe(true);
      expect(CASES.some(({ kind }) => kind.name === name)).toBe(true);
    }
  });

  it.each(CASES)('builds $name', one => {
    expectGolden(one.outputFile, renderManifests(builtOf(one).objects));
  });

  it.each(CASES)('prints $name as documents that read as its objects', one => {
    const { objects } = builtOf(one);
    const read = parseAllDocuments(renderManifests(objects));
    expect(read.map(document => document.toJS())).toEqual(objects);
  });

  it.each(CASES)('names each object of $name once, within limits', one => {
    const { objects, summary, effects, rollback } = builtOf(one);
    const names = objects.map(object =>
      stringifyObjectRef(manifestRef(object)),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of objects) {
      expect(metadata.name).toMatch(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
    }
    for (const text of [summary, ...effects, rollback]) {
      expect(text).toMatch(/^[A-Z].*[.]$/);
    }
  });

  it.each(INTENTS)(
    '$name answers anything with problems, never throws',
    kind => {
      for (const input of [
        undefined,
        null,
        3,
        'x',
        [],
        {},
        { host: 1, ports: {} },
      ]) {
        const result = kind.build(input);
        expect('problems' in result && result.problems.length).toBeGreaterThan(
          0,
        );
      }
    },
  );
});
