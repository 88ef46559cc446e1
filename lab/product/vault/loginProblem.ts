import { kube } from '../labKube';

/** A role of the Kubernetes auth method, as it is written. */
export interface AuthRole {
  bound_service_account_names: string[];
  bound_service_account_namespaces: string[];
  audience: string;
  token_policies: string[];
  token_ttl: number;
}

interface Claims {
  aud: string[];
  'kubernetes.io': {
    namespace: string;
    serviceaccount: { name: string; uid: string };
  };
}

/** The claims of a token; nobody has checked its signature yet. */
function claimsOf(jwt: string): Claims {
  const [, payload = ''] = jwt.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

/**
 * Why a token does not log in to a role; undefined when it does. What the role
 * asks for is looked at first, then the API server is asked whether the token
 * is good for that audience.
 */
export async function loginProblem(
  role: AuthRole,
  jwt: string,
): Promise<string | undefined> {
  const { aud, 'kubernetes.io': owner } = claimsOf(jwt);
  if (!aud.includes(role.audience)) {
    return 'invalid audience (aud) claim: audience claim does not match any expected audience';
  }
  if (!role.bound_service_account_names.includes(owner.serviceaccount.name)) {
    return 'service account name not authorized';
  }
  if (!role.bound_service_account_namespaces.includes(owner.namespace)) {
    return 'namespace not authorized';
  }
  const review = await kube(
    'POST',
    '/apis/authentication.k8s.io/v1/tokenreviews',
    { body: { spec: { token: jwt, audiences: [role.audience] } } },
  );
  // What the API server answers to a TokenReview.
  const status = review?.status as {
    authenticated?: boolean;
    user?: { uid?: string };
  };
  const same = status.user?.uid === owner.serviceaccount.uid;
  return status.authenticated && same ? undefined : 'permission denied';
}
