import type { ExposureStatus, NextStep } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';

/** One host on one server before its certificates are judged. */
export interface ExposureDraft
  extends Pick<
    ExposureStatus,
    'host' | 'url' | 'api' | 'gateway' | 'server' | 'workloads'
  > {
  /** The workloads whose pods serve it; how many pods there are changes all the time. */
  servedBy: readonly ObjectRef[];
  routes: Array<
    ExposureStatus['routes'][number] & {
      /** The destination host that nothing answers to. */
      missing?: string;
      /** The ExternalName Service that stands for the missing host. */
      alias?: ObjectRef;
      /** A Service without a selector: which endpoints it has is not read. */
      unselective?: true;
      /** Copies of requests go there; the answers are dropped. */
      copies?: true;
    }
  >;
  /** Secrets that the server takes its certificates from. */
  secrets: ObjectRef[];
  /** The CA of the clients does not stand beside the certificates. */
  clientCaApart?: true;
  /**
   * The gateway sends clients to HTTPS before any route counts; only where a
   * proxy in front of it says that they came by HTTPS the routes do.
   */
  redirects?: true;
  /** The pods are those of another controller, whose matter they are. */
  podsElsewhere?: true;
  /** It leads out of the mesh, which is judged as egress. */
  wayOut?: true;
  /** What is wrong apart from routes, pods and certificates. */
  problem?: {
    state: 'broken' | 'shadowed' | 'unknown';
    summary: string;
    /** The object that is in the way. */
    object?: ObjectRef;
    fix: string;
    /** What is to be mended, where that is not the route. */
    title?: string;
  };
}

/** A draft with what changes all the time: whether pods that serve it, and behind its routes, are ready. */
export interface ReadyDraft extends ExposureDraft {
  hasReadyGateway: boolean;
  hasReadyPods: boolean;
  /** How a NetworkPolicy keeps the gateway pods from a workload. */
  shutOut?: { summary: string; object: ObjectRef; action: NextStep };
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  tls: 443,
};

/** How a client addresses a host: the port is left out where it is the scheme's own. */
export function urlOf(
  host: string,
  port: number,
  scheme: 'http' | 'https' | 'tls' | 'tcp',
): string {
  return DEFAULT_PORTS[scheme] === port
    ? `${scheme}://${host}`
    : `${scheme}://${host}:${port}`;
}
