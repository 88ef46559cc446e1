/** A workload that is restarted. @public */
export interface WaveRestart {
  kind: string;
  namespace: string;
  name: string;
}

/** Value of the field `IstioUpgradeWaveField`: what moves, and what is restarted for it. @public */
export interface UpgradeWave {
  namespaces?: Array<{
    name: string;
    /** File with its Namespace manifest, where it is not that of its onboarding. */
    file?: string;
  }>;
  /** In order. */
  restart?: WaveRestart[];
}

/** The steps of an upgrade that move namespaces. @public */
export type WaveStep = 'move' | 'promote' | 'rollback';

/** `shop`, or `shop:shop-namespace.yaml`. */
export function namespaceText({
  name,
  file,
}: NonNullable<UpgradeWave['namespaces']>[number]): string {
  return file ? `${name}:${file}` : name;
}

/** The namespace that a text names, with its file. */
export function parseNamespace(
  text: string,
): NonNullable<UpgradeWave['namespaces']>[number] {
  const [name, ...file] = text.trim().split(':');
  const rest = file.join(':').trim();
  return { name: name.trim(), ...(rest && { file: rest }) };
}

/** A workload a line, `Deployment shop/cart`. */
export function restartText(restart: UpgradeWave['restart']): string {
  return (restart ?? [])
    .map(({ kind, namespace, name }) =>
      kind || namespace ? `${kind} ${namespace}/${name}` : name,
    )
    .join('\n');
}

/** The workloads of a text; what is none stays as a name, so that it is told. */
export function parseRestart(text: string): WaveRestart[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const match = /^(\S+)\s+([^\s/]+)\/(\S+)$/.exec(line);
      return match
        ? { kind: match[1], namespace: match[2], name: match[3] }
        : { kind: '', namespace: '', name: line };
    });
}
