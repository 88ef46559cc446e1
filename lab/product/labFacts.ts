import { readFileSync } from 'node:fs';

/** Where the running lab is; written by `lab/test.mjs`. */
export interface LabFacts {
  runFolder: string;
  /** A kubeconfig with all rights. */
  kubeconfigPath: string;
  apiServer: { url: string; caData: string; adminToken: string };
  /** Bearer tokens: all rights, those of the backend plugin, and none. */
  tokens: { admin: string; reader: string; nobody: string };
  istiods: Array<{
    revision: string;
    version: string;
    ports: {
      http: number;
      https: number;
      grpc: number;
      secureGrpc: number;
      monitoring: number;
    };
  }>;
  revisionTags: Record<string, string>;
  /** Names of cluster issuers: one that signs, one that cannot, one that is not there. */
  issuers: { ready: string; unready: string; missing: string };
  gitea: {
    url: string;
    user: string;
    password: string;
    token: string;
    organisation: string;
    repository: string;
    gitUrl: string;
  };
  binaries: { kubectl: string; istioctl: string; helmrender: string };
  /** Folder of Istio's charts. */
  charts: string;
  /** Fresh answers of Istio's own code: mtls, client-tls, exposure, injection (.jsonl). */
  vectors: { folder: string; seed: number };
}

/** Reads the facts of the lab that the tests run against. */
export function labFacts(): LabFacts {
  const path = process.env.MESHWRIGHT_LAB;
  if (!path) {
    throw new Error(
      'MESHWRIGHT_LAB is not set; run this with node lab/test.mjs',
    );
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}
