import { posix } from 'node:path';
import * as fc from 'fast-check';
import type { ChangePlan } from '../change/ChangePlan';

const KUSTOMIZATION = 'kustomization.yaml';

/** How people write: with comments, empty lines, either indentation, any end. */
const style = fc.record({
  head: fc.constantFrom('', '# by hand\n', '---\n', '# one\n\n# two\n'),
  indent: fc.constantFrom('', '  ', '    '),
  note: fc.constantFrom('', ' # keep', '   # why'),
  gap: fc.constantFrom('', '\n', '  # a comment\n'),
  tail: fc.constantFrom(
    '',
    '# the end\n',
    '\nlabels:\n- pairs: {team: shop}\n',
  ),
  ending: fc.constantFrom('\n', ''),
  crlf: fc.boolean(),
  sorted: fc.boolean(),
});

type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;

function finish(text: string, { ending, crlf }: Style): string {
  const ended = text.replace(/\n+$/, '') + ending;
  return crlf ? ended.replace(/\n/g, '\r\n') : ended;
}

function kustomization(resources: string[], look: Style): string {
  const names = look.sorted ? [...resources].sort() : resources;
  const lines = names.map(
    (name, index) =>
      `${index === 1 ? look.gap : ''}${look.indent}- ${name}${
        index === 0 ? look.note : ''
      }\n`,
  );
  return finish(
    `${look.head}kind: Kustomization\nresources:\n${lines.join('')}${
      look.tail
    }`,
    look,
  );
}

function documents(count: number, look: Style): string {
  const parts = Array.from(
    { length: count },
    (_, index) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n    name:  other-${index}${look.note}\n    namespace: elsewhere\ndata: {a: "1"}\n`,
  );
  return finish(`${look.head}${parts.join('---\n')}`, look);
}

function values(look: Style): string {
  return finish(
    `${look.head}theirs:   1${look.note}\nnested: {a: [1,2]}\n`,
    look,
  );
}

/** Whether a path is present at all, and how it is written. */
const presence = fc.record({
  there: fc.boolean(),
  look: style,
  count: fc.nat(2),
});

/** Files that others wrote where a plan goes: folders with them are listed above. */
export function randomRepository(
  plan: ChangePlan,
): fc.Arbitrary<ReadonlyMap<string, string>> {
  return fc
    .tuple(
      fc.array(presence, {
        minLength: plan.paths.length,
        maxLength: plan.paths.length,
      }),
      fc.string(),
    )
    .map(([present, other]) => {
      const files = new Map([['README.md', other]]);
      plan.paths.forEach((path, index) => {
        const { there, look, count } = present[index];
        if (!there || posix.basename(path) === KUSTOMIZATION) return;
        if (path.endsWith('.values.yaml')) files.set(path, values(look));
        else if (plan.objects.some(one => one.path === path)) {
          files.set(path, documents(count + 1, look));
        }
      });
      plan.paths.forEach((path, index) => {
        if (posix.basename(path) !== KUSTOMIZATION) return;
        const { there, look, count } = present[index];
        const folder = posix.dirname(path);
        const own = plan.objects
          .map(one => one.path)
          .filter(one => files.has(one) && posix.dirname(one) === folder)
          .map(one => posix.basename(one));
        const others = ['zz-other', 'aa-other'].slice(0, count);
        const listed = [...new Set([...others, ...own])];
        if ((there || own.length > 0) && listed.length > 0) {
          files.set(path, kustomization(listed, look));
        }
      });
      return listFolders(files, plan);
    });
}

/** A folder that is there is listed by the kustomization above it. */
function listFolders(
  files: Map<string, string>,
  plan: ChangePlan,
): ReadonlyMap<string, string> {
  for (const path of plan.paths) {
    if (posix.basename(path) !== KUSTOMIZATION || !files.has(path)) continue;
    const folder = posix.dirname(path);
    const above = posix.join(posix.dirname(folder), KUSTOMIZATION);
    if (!plan.paths.includes(above)) continue;
    const text = files.get(above);
    const name = posix.basename(folder);
    const end = text?.includes('\r\n') ? '\r\n' : '\n';
    files.set(
      above,
      text?.replace(/(resources:\r?\n)( *)/, `$1$2- ${name}${end}$2`) ??
        `kind: Kustomization\nresources:\n- ${name}\n`,
    );
  }
  return files;
}
