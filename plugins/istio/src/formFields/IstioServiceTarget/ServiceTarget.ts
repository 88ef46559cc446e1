/** Which port of which Service in which cluster a form is about. @public */
export interface ServiceTarget {
  cluster: string;
  namespace: string;
  service: string;
  port: number;
}

/** A target that is still being chosen. @public */
export type PartialServiceTarget = Partial<ServiceTarget> & {
  /** What was typed as port and is none: that must not be lost. */
  typedPort?: string;
};

const LAST_PORT = 65_535;

/** The port that a text says, or the text where it is none. */
export function parsePort(
  text: string,
): Pick<PartialServiceTarget, 'port' | 'typedPort'> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= LAST_PORT
    ? { port, typedPort: undefined }
    : { port: undefined, typedPort: text };
}

/** Whether every part is there. */
export function isWhole(target: unknown): target is ServiceTarget {
  const { cluster, namespace, service, port } = (target ??
    {}) as PartialServiceTarget;
  return Boolean(cluster && namespace && service && port);
}

/** Whether nothing was chosen yet. */
export function isBlank(target: PartialServiceTarget | undefined): boolean {
  return !target || Object.values(target).every(part => !part);
}
