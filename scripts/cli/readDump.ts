import type { MeshObject } from '@meshwright/backstage-plugin-istio-common';
import { InputProblem } from './readJson';

/** What a dump holds. */
export interface DumpContent {
  read: MeshObject[];
  /** How many objects of which kind are not looked at. */
  leftOut: Record<string, number>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a List; those of a list of one kind are told their kind. */
function itemsOf(dump: unknown, file: string): Record<string, unknown>[] {
  if (!isRecord(dump) || !Array.isArray(dump.items)) {
    throw new InputProblem(
      `${file}: not a List, write it with kubectl get … -A -o json`,
    );
  }
  const { apiVersion, kind, items } = dump;
  const own = typeof kind === 'string' ? kind.replace(/List$/, '') : '';
  return items.flatMap((item: unknown) => {
    if (!isRecord(item)) return [];
    if (item.kind === 'List' && Array.isArray(item.items)) {
      return itemsOf(item, file);
    }
    return [own ? { apiVersion, kind: own, ...item } : item];
  });
}

/** A kind as it may be shown; what calls itself something odd stays unnamed. */
function kindOf({ kind }: Record<string, unknown>): string {
  return typeof kind === 'string' && /^[A-Z][A-Za-z0-9]{0,62}$/.test(kind)
    ? kind
    : 'unknown';
}

/** Trims what is known in a dump. Secrets do not belong in one and are not read. */
export function readDump(
  dump: unknown,
  file: string,
  trim: (raw: unknown) => MeshObject | undefined,
): DumpContent {
  const content: DumpContent = { read: [], leftOut: {} };
  for (const item of itemsOf(dump, file)) {
    const kind = kindOf(item);
    const object = kind === 'Secret' ? undefined : trim(item);
    if (object) content.read.push(object);
    else content.leftOut[kind] = (content.leftOut[kind] ?? 0) + 1;
  }
  return content;
}
