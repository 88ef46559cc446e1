import { posix } from 'node:path';
import {
  annotateChange,
  definitionsFileName,
  intentKindOf,
  manifestRef,
  stringifyObjectRef,
  withoutRemovals,
} from '@meshwright/backstage-plugin-istio-common';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { randomIntent, type RandomIntent } from '../__testUtils__/randomIntent';
import { randomRepository } from '../__testUtils__/randomRepository';
import { clusterFolder } from './manifestLayout';
import { planDefinitions } from './planDefinitions';
import { isRemovable } from './planManifests';

jest.setTimeout(300_000);

const RUNS = 300;

function layoutOf({ kind, result }: RandomIntent) {
  const { place } = result;
  return {
    cluster: place.cluster,
    fileName: definitionsFileName(kind, place),
  };
}

/** An intent with the files that it meets, whatever it wants to be there. */
const situation = randomIntent.chain(intent => {
  const { mustExist: _, ...built } = intent.result.built;
  const plan = planDefinitions(built, layoutOf(intent));
  return randomRepository(plan).map(before => ({ intent, plan, before }));
});

/** One run after another of the same change, with other values. */
const reruns = fc
  .tuple(randomIntent, randomIntent)
  .filter(
    ([first, second]) =>
      first.kind === second.kind && intentKindOf(first.kind)?.isWhole === true,
  )
  .chain(([first, second]) => {
    const plans = [first, second].map(one =>
      planDefinitions(annotated(one), layoutOf(first)),
    );
    const paths = [...new Set(plans.flatMap(one => one.paths))];
    const objects = plans.flatMap(one => one.objects);
    const both = { paths, objects, apply: plans[0].apply };
    return randomRepository(both).map(before => ({ first, second, before }));
  });

/** What an intent made, as a change writes it. */
function annotated({ result }: RandomIntent) {
  const { mustExist: _, ...built } = result.built;
  const origin = { change: 'change-1', template: 't', intentHash: 'h' };
  const objects = annotateChange(built.objects, origin);
  return { ...built, objects, isWhole: true };
}

/** What a removal leaves of an intent. */
function stayingOf(built: ReturnType<typeof annotated>) {
  const { objects, homes } = built;
  return { objects: objects.filter(one => !isRemovable(one)), homes };
}

/** The repository with what an intent wants to be there. */
function furnished(
  { result, ...intent }: RandomIntent,
  before: ReadonlyMap<string, string>,
) {
  const { mustExist = [], homes } = result.built;
  const objects = mustExist.flatMap(one => one.objects);
  const files = mustExist
    .flatMap(one => one.files)
    .map(path => ({ path, content: 'kept: true\n', helmValues: true }));
  const layout = layoutOf({ result, ...intent });
  return planDefinitions({ objects, files, homes }, layout).apply(before);
}

function documentsOf(files: ReadonlyMap<string, string>, path: string) {
  return parseAllDocuments(files.get(path) ?? '').map(one => one.toJS());
}

describe('a change to a random repository', () => {
  it('is the same when it is applied twice', () => {
    fc.assert(
      fc.property(situation, ({ intent, before }) => {
        const plan = planDefinitions(intent.result.built, layoutOf(intent));
        const once = plan.apply(furnished(intent, before));
        expect(plan.apply(once)).toEqual(once);
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves no trace when it is removed, but for namespaces', () => {
    fc.assert(
      fc.property(situation, ({ intent, plan, before }) => {
        const { built } = intent.result;
        // A step takes files away, whatever is in them, and is never removed.
        fc.pre(!intentKindOf(intent.kind)?.isStep);
        const layout = layoutOf(intent);
        const removal = planDefinitions(built, layout, 'remove');
        const after = removal.apply(plan.apply(before));
        // A Namespace stays: what holds it would go with it.
        const staying = {
          objects: built.objects.filter(object => !isRemovable(object)),
          homes: built.homes,
        };
        expect(Object.fromEntries(after)).toEqual(
          Object.fromEntries(planDefinitions(staying, layout).apply(before)),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves no trace of a run either that came before with other values', () => {
    fc.assert(
      fc.property(reruns, ({ first, second, before }) => {
        const layout = layoutOf(first);
        const [had, has] = [annotated(first), annotated(second)];
        const run = planDefinitions(had, layout);
        const rerun = planDefinitions(
          { ...has, formerPaths: run.objects.map(({ path }) => path) },
          layout,
        );
        const once = rerun.apply(run.apply(before));
        expect(rerun.apply(once)).toEqual(once);
        const after = planDefinitions(has, layout, 'remove').apply(once);
        const left = planDefinitions(stayingOf(has), layout).apply(
          planDefinitions(stayingOf(had), layout).apply(before),
        );
        // No text says which change wrote it.
        const texts = new Set(
          (had.files ?? []).map(({ path }) =>
            posix.join(clusterFolder(layout), path),
          ),
        );
        const rest = (files: ReadonlyMap<string, string>) =>
          Object.fromEntries([...files].filter(([path]) => !texts.has(path)));
        expect(rest(after)).toEqual(rest(left));
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it('writes the documents that were planned, beside all others', () => {
    fc.assert(
      fc.property(situation, ({ intent, plan, before }) => {
        const after = plan.apply(before);
        const written = new Set(intent.result.built.objects);
        for (const { object, path } of plan.objects) {
          // The others are those that the change takes away.
          if (!written.has(object)) continue;
          const ref = stringifyObjectRef(manifestRef(object));
          const found = documentsOf(after, path).filter(
            one => one && stringifyObjectRef(manifestRef(one)) === ref,
          );
          expect(found).toEqual([withoutRemovals(object)]);
        }
        for (const path of new Set(plan.objects.map(one => one.path))) {
          const others = documentsOf(before, path);
          expect(documentsOf(after, path)).toEqual(
            expect.arrayContaining(others),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});
