/** Which port of which Service in which cluster a form is about. @public */
export interface ServiceTarget {
  cluster: string;
  namespace: string;
  service: string;
  port: number;
}

/** A target that is still being chosen. @public */
export type PartialServiceTarget = Partial<ServiceTarget>;

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
